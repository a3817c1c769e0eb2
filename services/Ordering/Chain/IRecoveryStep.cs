using SharedSequencer.Protocol;

namespace SharedSequencer.Ordering.Chain;

/// <summary>
/// Something that catches up with the final chain after a restart, before new blocks arrive.
/// </summary>
internal interface IRecoveryStep
{
    Task Recover(ChainState final, CancellationToken cancel);
}
