using System.Net;

namespace SharedSequencer.Ingress.Limits;

/// <summary>
/// Counts what each client address holds of something scarce, up to a bound. An address stands here only while it
/// holds something, so the table is as small as what is shared out. Clients without an address are not counted.
/// </summary>
internal sealed class ClientShares(int most)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<IPAddress, int> _held = [];

    public bool TryTake(IPAddress? client)
    {
        if (client is null) return true;
        lock (_gate)
        {
            var held = _held.GetValueOrDefault(client);
            if (held >= most) return false;
            _held[client] = held + 1;
            return true;
        }
    }

    public void Give(IPAddress? client, int count)
    {
        if (client is null || count == 0) return;
        lock (_gate)
        {
            var left = _held[client] - count;
            if (left > 0) _held[client] = left;
            else _held.Remove(client);
        }
    }
}
