using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>What must be known of a block to build on it.</summary>
/// <param name="Height">Its height.</param>
/// <param name="Hash">Its hash.</param>
/// <param name="Timestamp">Its timestamp.</param>
/// <param name="View">The view it was proposed in.</param>
public readonly record struct BlockPosition(Height Height, Hash256 Hash, ChainTime Timestamp, View View)
{
    /// <summary>The position of a block.</summary>
    public static BlockPosition Of(BlockHeader header)
    {
        ArgumentNullException.ThrowIfNull(header);
        return new BlockPosition(header.Height, header.Hash, header.Timestamp, header.View);
    }
}
