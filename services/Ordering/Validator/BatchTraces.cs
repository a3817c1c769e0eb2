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

    private readonly Dictionary<Hash256, OpenTrace> _open = [];

    /// <summary>No open trace ends earlier. Usually all end with their block long before, so nothing is looked through.</summary>
    private ChainTime _earliestEnd = new(ulong.MaxValue);

    /// <summary>A batch came in that is not final. Beyond the bound, batches go untraced.</summary>
    public void Begin(Batch batch, ActivityContext parent)
    {
        if (parent == default || _open.Count >= Most)
        {
            return;
        }

        if (_open.TryAdd(batch.Digest, new OpenTrace(parent, time.GetUtcNow(), batch.Header.NotAfter))
            && batch.Header.NotAfter < _earliestEnd)
        {
            _earliestEnd = batch.Header.NotAfter;
        }
    }

    /// <summary>Body and acknowledgement of a batch are durable.</summary>
    public void Journaled(in Hash256 digest)
    {
        if (_open.TryGetValue(digest, out var trace))
        {
            trace.Journaled = time.GetUtcNow();
        }
    }

    /// <summary>How many batches are followed.</summary>
    public int Count => _open.Count;

    /// <summary>How often all of them were looked through.</summary>
    public int Searches { get; private set; }

    public void Forget(in Hash256 digest) => _open.Remove(digest);

    /// <summary>The trace of a batch; default when it has none.</summary>
    public ActivityContext ContextOf(in Hash256 digest) =>
        _open.TryGetValue(digest, out var trace) ? trace.Parent : default;

    /// <summary>Tells what is final now and forgets what cannot become final any more.</summary>
    public void End(Block block)
    {
        foreach (var certificate in block.Certificates)
        {
            if (_open.Remove(certificate.Digest, out var trace))
            {
                Tell(trace, block.Header);
            }
        }

        if (_earliestEnd < block.Header.Timestamp)
        {
            ForgetExpired(block.Header.Timestamp);
        }
    }

    private void ForgetExpired(ChainTime now)
    {
        Searches++;
        _earliestEnd = new ChainTime(ulong.MaxValue);
        foreach (var (digest, trace) in _open)
        {
            if (trace.NotAfter < now)
            {
                _open.Remove(digest);
            }
            else if (trace.NotAfter < _earliestEnd)
            {
                _earliestEnd = trace.NotAfter;
            }
        }
    }

    private static void Tell(OpenTrace trace, BlockHeader block)
    {
        using var span = Telemetry.Source.StartActivity(
            Telemetry.OrderBatch, ActivityKind.Internal, trace.Parent, startTime: trace.Start);
        span?.SetTag(Telemetry.Height, block.Height.ToString());
        if (trace.Journaled is { } journaled)
        {
            span?.AddEvent(new ActivityEvent(Telemetry.Journaled, journaled));
        }

        var proposed = DateTimeOffset.FromUnixTimeMilliseconds((long)block.Timestamp.Milliseconds);
        span?.AddEvent(new ActivityEvent(Telemetry.Proposed, proposed));
    }

    private sealed class OpenTrace(ActivityContext parent, DateTimeOffset start, ChainTime notAfter)
    {
        public ActivityContext Parent { get; } = parent;

        public DateTimeOffset Start { get; } = start;

        public ChainTime NotAfter { get; } = notAfter;

        public DateTimeOffset? Journaled { get; set; }
    }
}
