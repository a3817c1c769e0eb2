using System.Diagnostics;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ordering.Validator;

/// <summary>
/// Carries the trace of a batch over the loop, which serves many traces at once: remembered when the batch
/// comes in, told as one span when it is final. Used by the loop's thread alone.
/// </summary>
internal sealed class BatchTraces(TimeProvider time)
{
    private const int Most = 16_384;

    private readonly Dictionary<Hash256, (ActivityContext Parent, DateTimeOffset Start)> _open = [];

    public void Begin(in Hash256 digest, ActivityContext parent)
    {
        if (parent != default && _open.Count < Most)
        {
            _open.TryAdd(digest, (parent, time.GetUtcNow()));
        }
    }

    public void Forget(in Hash256 digest) => _open.Remove(digest);

    /// <summary>The trace of a batch; default when it has none.</summary>
    public ActivityContext ContextOf(in Hash256 digest) =>
        _open.TryGetValue(digest, out var trace) ? trace.Parent : default;

    public void End(Block block)
    {
        foreach (var certificate in block.Certificates)
        {
            if (_open.Remove(certificate.Digest, out var trace))
            {
                using var span = Telemetry.Source.StartActivity(
                    Telemetry.OrderBatch, ActivityKind.Internal, trace.Parent, startTime: trace.Start);
                span?.SetTag(Telemetry.Height, block.Header.Height.ToString());
            }
        }
    }
}
