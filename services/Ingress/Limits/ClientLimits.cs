using System.Net;
using SharedSequencer.Ingress.Lanes;

namespace SharedSequencer.Ingress.Limits;

/// <summary>
/// A rate per client address. Off by default: behind a load balancer all clients share an address. The table is
/// bounded; when it is full, those that have not used their rate make room.
/// </summary>
internal sealed class ClientLimits(LimitsOptions options, IngressClock clock)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<IPAddress, TokenBucket> _clients = [];

    public bool TryTake(IPAddress? client, int calls, out RateState state)
    {
        state = default;
        if (options.CallsPerSecondPerClient == 0 || client is null) return true;
        lock (_gate)
        {
            var bucket = BucketOf(client);
            var isWithin = bucket.Take(calls, clock.Now) == calls;
            if (!isWithin) state = bucket.State(clock.Now);
            return isWithin;
        }
    }

    private TokenBucket BucketOf(IPAddress client)
    {
        if (_clients.TryGetValue(client, out var bucket)) return bucket;
        if (_clients.Count >= options.MaxTrackedClients) MakeRoom();
        var rate = options.CallsPerSecondPerClient;
        // A burst holds at least one full batch, or a batch could never pass.
        bucket = new TokenBucket(rate, Math.Max(rate, options.MaxCallsPerRequest));
        _clients.Add(client, bucket);
        return bucket;
    }

    private void MakeRoom()
    {
        var now = clock.Now;
        foreach (var (client, bucket) in _clients)
        {
            if (bucket.IsFull(now)) _clients.Remove(client);
        }
        if (_clients.Count >= options.MaxTrackedClients) _clients.Clear();
    }
}
