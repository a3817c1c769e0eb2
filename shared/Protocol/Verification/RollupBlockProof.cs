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

    /// <summary>Header of the block it is a slice of.</summary>
    public required BlockHeader Header { get; init; }

    /// <summary>The Finalization of that block or of the last descendant.</summary>
    public required QuorumCertificate Finalization { get; init; }

    /// <summary>Headers after the block up to the finalized one; usually none.</summary>
    public IReadOnlyList<BlockHeader> Descendants { get; init; } = [];

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
            Header = finalized.Header,
            Finalization = finalized.Finalization,
            Descendants = finalized.Descendants,
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
        return isHead ? FinalityProof.Check(Header, Descendants, Finalization, genesis) : BlockFault.WrongRollupBlock;
    }

    /// <summary>The canonical encoding.</summary>
    public byte[] Encode()
    {
        var writer = new RlpWriter();
        writer.BeginList();
        RollupBlock.WriteTo(writer);
        Header.WriteTo(writer);
        Finalization.WriteTo(writer);
        writer.BeginList();
        foreach (var descendant in Descendants)
        {
            descendant.WriteTo(writer);
        }

        writer.EndList();
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
            || !BlockHeader.TryRead(ref fields, out var header)
            || !QuorumCertificate.TryRead(ref fields, out var finalization)
            || !FinalizedBlockCodec.TryReadHeaders(ref fields, out var descendants)
            || !HeadProof.TryRead(ref fields, out var head)
            || !fields.AtEnd)
        {
            return false;
        }

        proof = new RollupBlockProof
        {
            RollupBlock = rollupBlock,
            Header = header,
            Finalization = finalization,
            Descendants = descendants,
            Head = head,
        };
        return true;
    }
}
