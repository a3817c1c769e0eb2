using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>
/// Shows that a transaction stands at one place of a rollup's log, without the other transactions: path to the
/// transactions root, rollup block header, path to the rollups root, block header, Finalization. Encoding: RLP
/// [transaction hash, index, [sibling…], rollup block header, head proof, block header, finalization,
/// [descendant header…]].
/// </summary>
public sealed record InclusionProof
{
    /// <summary>Hash of the transaction.</summary>
    public required Hash256 Transaction { get; init; }

    /// <summary>Its place in the rollup block, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>Sibling hashes from the transaction to the transactions root.</summary>
    public required IReadOnlyList<Hash256> Path { get; init; }

    /// <summary>Header of the rollup block.</summary>
    public required RollupBlockHeader RollupBlock { get; init; }

    /// <summary>The path from the rollup's head to the rollups root.</summary>
    public required HeadProof Head { get; init; }

    /// <summary>That the block is final.</summary>
    public required FinalityProof Finality { get; init; }

    /// <summary>Header of the block.</summary>
    public BlockHeader Header => Finality.Header;

    /// <summary>Makes the proof of one transaction from the proof of its rollup block.</summary>
    public static InclusionProof Of(RollupBlockProof proof, int index)
    {
        ArgumentNullException.ThrowIfNull(proof);
        return new InclusionProof
        {
            Transaction = proof.RollupBlock.TransactionHashes[index],
            Index = index,
            Path = proof.RollupBlock.ProveTransaction(index),
            RollupBlock = proof.RollupBlock.Header,
            Head = proof.Head,
            Finality = proof.Finality,
        };
    }

    /// <summary>Checks every link up to the committee's signatures.</summary>
    public BlockFault Check(Genesis genesis)
    {
        var linked = Head.Head.Rollup == RollupBlock.Rollup
            && Head.Head.Number == RollupBlock.Number
            && Head.Head.Hash == RollupBlock.Hash()
            && Header.Height == RollupBlock.Height
            && Header.Timestamp == RollupBlock.Timestamp
            && Head.IsUnder(Header.RollupsRoot)
            && MerkleTree.Verify(
                RollupBlock.TransactionsRoot,
                Protocol.RollupBlock.LeafHashOf(Transaction),
                Index,
                RollupBlock.TransactionCount,
                [.. Path]);
        return linked ? Finality.Check(genesis) : BlockFault.WrongRollupBlock;
    }

    /// <summary>The canonical encoding.</summary>
    public byte[] Encode()
    {
        var writer = new RlpWriter();
        writer.BeginList();
        writer.Write(Transaction);
        writer.Write((ulong)Index);
        MerklePath.Write(writer, Path);
        RollupBlock.WriteTo(writer);
        Head.WriteTo(writer);
        Finality.WriteFields(writer);
        writer.EndList();
        return writer.ToArray();
    }

    /// <summary>Decodes <see cref="Encode"/>; checks form and bounds only.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> encoded, [NotNullWhen(true)] out InclusionProof? proof)
    {
        proof = null;
        var reader = new RlpReader(encoded);
        if (!reader.TryReadList(out var fields)
            || !reader.AtEnd
            || !fields.TryReadHash(out var transaction)
            || !RlpFields.TryReadUInt32(ref fields, out var index)
            || index > int.MaxValue
            || !MerklePath.TryRead(ref fields, out var path)
            || !RollupBlockHeader.TryRead(ref fields, out var rollupBlock)
            || !HeadProof.TryRead(ref fields, out var head)
            || !FinalityProof.TryReadFields(ref fields, out var finality)
            || !fields.AtEnd)
        {
            return false;
        }

        proof = new InclusionProof
        {
            Transaction = transaction,
            Index = (int)index,
            Path = path,
            RollupBlock = rollupBlock,
            Head = head,
            Finality = finality,
        };
        return true;
    }
}
