using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>
/// Shows that an outcome stands in a final block: that a bundle was included or refused, committed or aborted, that a
/// transaction was left out, and why. What escrows release and refund against. Encoding: RLP [outcome, index, count,
/// [sibling…], block header, finalization, [descendant header…]].
/// </summary>
public sealed record OutcomeProof
{
    /// <summary>The outcome.</summary>
    public required Outcome Outcome { get; init; }

    /// <summary>Its place among the outcomes of the block, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>How many outcomes the block has, as far as the path tells.</summary>
    public required int Count { get; init; }

    /// <summary>Sibling hashes from the outcome to <see cref="BlockHeader.OutcomesRoot"/>.</summary>
    public required IReadOnlyList<Hash256> Path { get; init; }

    /// <summary>That the block is final.</summary>
    public required FinalityProof Finality { get; init; }

    /// <summary>Header of the block.</summary>
    public BlockHeader Header => Finality.Header;

    /// <summary>Makes the proof of one outcome of a block.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such place.</exception>
    public static OutcomeProof Of(FinalizedBlock finalized, int index)
    {
        ArgumentNullException.ThrowIfNull(finalized);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, finalized.Outcomes.Count);
        return new OutcomeProof
        {
            Outcome = finalized.Outcomes[index],
            Index = index,
            Count = finalized.Outcomes.Count,
            Path = MerkleTree.Prove([.. finalized.Outcomes.Select(outcome => outcome.LeafHash())], index),
            Finality = finalized.Finality,
        };
    }

    /// <summary>Checks every link up to the committee's signatures.</summary>
    public BlockFault Check(Genesis genesis) =>
        MerkleTree.Verify(Header.OutcomesRoot, Outcome.LeafHash(), Index, Count, [.. Path])
            ? Finality.Check(genesis)
            : BlockFault.WrongOutcomesRoot;

    /// <summary>The canonical encoding.</summary>
    public byte[] Encode()
    {
        var writer = new RlpWriter();
        writer.BeginList();
        Outcome.WriteTo(writer);
        writer.Write((ulong)Index);
        writer.Write((ulong)Count);
        MerklePath.Write(writer, Path);
        Finality.WriteFields(writer);
        writer.EndList();
        return writer.ToArray();
    }

    /// <summary>Decodes <see cref="Encode"/>; checks form and bounds only.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> encoded, [NotNullWhen(true)] out OutcomeProof? proof)
    {
        proof = null;
        var reader = new RlpReader(encoded);
        if (!reader.TryReadList(out var fields)
            || !reader.AtEnd
            || !Outcome.TryRead(ref fields, out var outcome)
            || !RlpFields.TryReadUInt32(ref fields, out var index)
            || !RlpFields.TryReadUInt32(ref fields, out var count)
            || index >= count
            || count > int.MaxValue
            || !MerklePath.TryRead(ref fields, out var path)
            || !FinalityProof.TryReadFields(ref fields, out var finality)
            || !fields.AtEnd)
        {
            return false;
        }

        proof = new OutcomeProof { Outcome = outcome, Index = (int)index, Count = (int)count, Path = path, Finality = finality };
        return true;
    }
}
