using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>
/// A rollup block with all that proves it is the next of its rollup's log: the header of its block, the
/// Finalization, and the path from the rollup's head to the rollups root. What the stream carries. Encoding: RLP
/// [rollup block, block header, finalization, [descendant header…], head proof].
/// </summary>
public sealed record RollupBlockProof
{
    /// <summary>The rollup block.</summary>
    public required RollupBlock RollupBlock { get; init; }

    /// <summary>That the block it is a slice of is final.</summary>
    public required FinalityProof Finality { get; init; }

    /// <summary>Header of the block it is a slice of.</summary>
    public BlockHeader Header => Finality.Header;

    /// <summary>The path from the rollup's head to <see cref="BlockHeader.RollupsRoot"/>.</summary>
    public required HeadProof Head { get; init; }

    /// <summary>Puts a proof together for one rollup block of an expanded block.</summary>
    public static RollupBlockProof Of(RollupBlock rollupBlock, ExpandedBlock expanded, FinalizedBlock finalized)
    {
        ArgumentNullException.ThrowIfNull(rollupBlock);
        ArgumentNullException.ThrowIfNull(expanded);
        ArgumentNullException.ThrowIfNull(finalized);
        return new RollupBlockProof
        {
            RollupBlock = rollupBlock,
            Finality = finalized.Finality,
            Head = expanded.ProveHead(rollupBlock.Header.Rollup),
        };
    }

    /// <summary>
    /// Checks that the committee finalized exactly this rollup block. Whether it is the next one in the log is for
    /// <see cref="RollupLogFollower"/>.
    /// </summary>
    public BlockFault Check(Genesis genesis)
    {
        var rollup = RollupBlock.Header;
        var isHead = Head.Head.Rollup == rollup.Rollup
            && Head.Head.Number == rollup.Number
            && Head.Head.Hash == RollupBlock.Hash
            && Header.Height == rollup.Height
            && Header.Timestamp == rollup.Timestamp
            && Head.IsUnder(Header.RollupsRoot);
        return isHead ? Finality.Check(genesis) : BlockFault.WrongRollupBlock;
    }

    /// <summary>The canonical encoding.</summary>
    public byte[] Encode()
    {
        var writer = new RlpWriter();
        writer.BeginList();
        RollupBlock.WriteTo(writer);
        Finality.WriteFields(writer);
        Head.WriteTo(writer);
        writer.EndList();
        return writer.ToArray();
    }

    /// <summary>Decodes <see cref="Encode"/>; checks form and bounds only.</summary>
    public static bool TryDecode(ReadOnlyMemory<byte> encoded, [NotNullWhen(true)] out RollupBlockProof? proof)
    {
        proof = null;
        var reader = new RlpReader(encoded.Span);
        if (!reader.TryReadList(out var fields)
            || !reader.AtEnd
            || !RollupBlock.TryRead(ref fields, out var rollupBlock)
            || !FinalityProof.TryReadFields(ref fields, out var finality)
            || !HeadProof.TryRead(ref fields, out var head)
            || !fields.AtEnd)
        {
            return false;
        }

        proof = new RollupBlockProof
        {
            RollupBlock = rollupBlock,
            Finality = finality,
            Head = head,
        };
        return true;
    }
}
