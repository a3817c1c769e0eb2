using SharedSequencer.Protocol;

namespace SharedSequencer.Ordering.Chain;

/// <summary>
/// Takes final blocks in ascending height, after they are durable. Called by the validator's loop, so it only
/// remembers and returns.
/// </summary>
internal interface IFinalBlockSink
{
    void Take(FinalizedBlock block, ExpandedBlock expanded);
}
