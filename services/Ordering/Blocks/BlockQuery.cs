using SharedSequencer.Messages;

namespace SharedSequencer.Ordering.Blocks;

/// <summary>Which blocks are asked for.</summary>
/// <param name="From">First height; 0 means 1.</param>
/// <param name="Limit">Most blocks; as many as allowed when absent.</param>
/// <param name="Bodies">Whether the batches come along; they do not when absent.</param>
internal sealed record BlockQuery(ulong From, int? Limit, bool? Bodies)
{
    public int Count => Math.Min(Limit ?? OrderingRoutes.MaxBlocks, OrderingRoutes.MaxBlocks);

    public bool WithBodies => Bodies ?? false;

    public string? Problem => Limit < 1 ? "limit must be at least 1." : null;
}
