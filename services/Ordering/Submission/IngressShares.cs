using System.Collections.Concurrent;
using SharedSequencer.Primitives;

namespace SharedSequencer.Ordering.Submission;

/// <summary>What each ingress may still bring. Only registered ingresses get a share, so there are few.</summary>
internal sealed class IngressShares(SubmissionOptions options, TimeProvider time)
{
    private readonly ConcurrentDictionary<Address, Share> _shares = new();

    /// <summary>Whether the ingress may bring so many bytes now; takes them if so.</summary>
    public bool TryTake(Address ingress, int bytes) =>
        _shares.GetOrAdd(ingress, _ => new Share(options, time)).TryTake(bytes);

    private sealed class Share(SubmissionOptions options, TimeProvider time)
    {
        private readonly Lock _gate = new();
        private double _bytes = options.BurstBytes;
        private long _last = time.GetTimestamp();

        public bool TryTake(int bytes)
        {
            lock (_gate)
            {
                var now = time.GetTimestamp();
                _bytes = Math.Min(
                    options.BurstBytes, _bytes + (time.GetElapsedTime(_last, now).TotalSeconds * options.BytesPerSecond));
                _last = now;
                if (_bytes < bytes)
                {
                    return false;
                }

                _bytes -= bytes;
                return true;
            }
        }
    }
}
