using SharedSequencer.Messages;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ordering.Blocks;

/// <summary>Which blocks are asked for.</summary>
/// <param name="From">First height; 0 means 1.</param>
/// <param name="Limit">Most blocks; as many as allowed when absent.</param>
/// <param name="Bodies">Whether the batches come along; they do not when absent.</param>
/// <param name="Wait">How long to wait for the first one, in milliseconds; not at all when absent.</param>
internal sealed record BlockQuery(ulong From, int? Limit, bool? Bodies, int? Wait)
{
    public Height First => new(Math.Max(From, 1));

    public int Count => Math.Min(Limit ?? OrderingRoutes.MaxBlocks, OrderingRoutes.MaxBlocks);

    public bool WithBodies => Bodies ?? false;

    public TimeSpan LongestWait => TimeSpan.FromMilliseconds(Math.Min(Wait ?? 0, OrderingRoutes.MaxWaitMilliseconds));

    public string? Problem =>
        Limit < 1 ? "limit must be at least 1." : Wait < 0 ? "wait must not be negative." : null;
}
