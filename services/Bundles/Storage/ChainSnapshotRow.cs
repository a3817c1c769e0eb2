namespace SharedSequencer.Bundles.Storage;

/// <summary>A row of <c>chain_snapshots</c>.</summary>
internal sealed class ChainSnapshotRow
{
    public long Height { get; init; }

    public long ChainMs { get; init; }

    public required byte[] Encoded { get; init; }
}
