using SharedSequencer.Protocol;
using SharedSequencer.Publisher.Archive;

namespace SharedSequencer.Publisher.Streams;

/// <summary>Lets streams in: only for known rollups, from a number that exists or comes next, and not too many.</summary>
internal sealed class StreamGate(ArchiveHeads heads, StreamOptions options, Telemetry telemetry)
{
    private int _open;

    /// <summary>Takes a place; give it back with <see cref="Leave"/> when the answer is <see cref="StreamEntry.Open"/>.</summary>
    public StreamEntry Enter(RollupId rollup, ulong from)
    {
        if (heads.Head is null) return StreamEntry.NotReady;
        if (!heads.TryGet(rollup, out var head)) return StreamEntry.UnknownRollup;
        if (from > head!.Number + 1) return StreamEntry.BeyondHead;
        if (Interlocked.Increment(ref _open) > options.MaxStreams)
        {
            Interlocked.Decrement(ref _open);
            return StreamEntry.Full;
        }

        telemetry.StreamOpened();
        return StreamEntry.Open;
    }

    public void Leave()
    {
        Interlocked.Decrement(ref _open);
        telemetry.StreamClosed();
    }
}
