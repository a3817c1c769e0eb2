using SharedSequencer.Messages;

namespace SharedSequencer.Ordering.Queue;

/// <summary>
/// Where the queues hand their hints. Only the latest matters, so handing over never waits.
/// </summary>
internal interface IFinalizedHints
{
    void Announce(BlockFinalizedHint hint);
}
