using SharedSequencer.Protocol;

namespace SharedSequencer.Ordering.Peers;

/// <summary>Where a full operator keeps final blocks for good. A bare validator has none.</summary>
internal interface IBlockArchive
{
    /// <summary>A final block with its batches; null when it is not there or cannot be had now.</summary>
    Task<FinalizedBlock?> Read(Height height, CancellationToken cancel);
}
