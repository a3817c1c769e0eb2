namespace SharedSequencer.Bundles.Storage;

/// <summary>The one row of <c>chain_position</c>: the last block whose bundle matters are stored.</summary>
internal sealed class ChainPositionRow
{
    public int Id { get; init; }

    public long Height { get; init; }

    public required byte[] Hash { get; init; }

    public long ChainMs { get; init; }
}
