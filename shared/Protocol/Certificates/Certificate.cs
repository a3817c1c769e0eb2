using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>
/// Acknowledgements of a quorum for one batch. Several certificates of one batch may exist; the one in the final
/// block counts. Encoding: RLP [batch header, size, [[validator, arrival, signature]…]], entries by ascending
/// validator.
/// </summary>
public sealed record Certificate
{
    /// <summary>What the ingress signed; with it the order can be recomputed from the block alone.</summary>
    public required BatchHeader Batch { get; init; }

    /// <summary><see cref="Protocol.Batch.Size"/> of the batch.</summary>
    public required uint Size { get; init; }

    /// <summary>The acknowledgements by strictly ascending validator.</summary>
    public required IReadOnlyList<CertificateEntry> Entries { get; init; }

    /// <summary>Who stores the batch.</summary>
    internal IEnumerable<ValidatorIndex> Signers => Entries.Select(entry => entry.Validator);

    /// <summary>Digest of the batch.</summary>
    public Hash256 Digest => Batch.Digest;

    /// <summary>
    /// The lower weighted median of the arrival times (R4): the earliest time at which at least half of the
    /// certificate's weight had the batch. At most f weight of false clocks cannot move it outside honest times.
    /// </summary>
    public ChainTime Time(Committee committee)
    {
        ArgumentNullException.ThrowIfNull(committee);
        if (Entries.Count == 1)
        {
            return Entries[0].Arrival;
        }

        var total = Entries.Aggregate(0UL, (sum, entry) => sum + committee[entry.Validator].Weight);
        var reached = 0UL;
        foreach (var entry in Entries.OrderBy(entry => entry.Arrival))
        {
            reached += committee[entry.Validator].Weight;
            if (reached >= total - reached)
            {
                return entry.Arrival;
            }
        }

        throw new InvalidOperationException("A certificate has at least one entry.");
    }

    /// <summary>
    /// Whether the certificate is one: members of the committee, in order, each once, together a quorum, each
    /// signature right.
    /// </summary>
    public bool IsValid(Committee committee, NetworkId network)
    {
        ArgumentNullException.ThrowIfNull(committee);
        return VoteSignatures.IsQuorum(Signers, committee)
            && Entries.All(entry => RlpFields.IsSignedBy(
            Acknowledgement.Digest(network, committee.Epoch, Digest, Size, entry.Arrival),
            entry.Signature,
            committee[entry.Validator].Address));
    }

    /// <summary>The leaf hash under <see cref="BlockHeader.BatchesRoot"/>: of the whole certificate.</summary>
    public Hash256 LeafHash()
    {
        var writer = new RlpWriter();
        WriteTo(writer);
        return MerkleTree.LeafHash(writer.WrittenSpan);
    }

    internal void WriteTo(RlpWriter writer)
    {
        writer.BeginList();
        Batch.WriteTo(writer);
        writer.Write((ulong)Size);
        writer.BeginList();
        foreach (var entry in Entries)
        {
            writer.BeginList();
            writer.Write((ulong)entry.Validator.Value);
            writer.Write(entry.Arrival.Milliseconds);
            writer.Write(entry.Signature);
            writer.EndList();
        }

        writer.EndList();
        writer.EndList();
    }

    internal static bool TryRead(ref RlpReader reader, [NotNullWhen(true)] out Certificate? certificate)
    {
        certificate = null;
        if (!reader.TryReadList(out var fields)
            || !BatchHeader.TryRead(ref fields, out var batch)
            || BatchRules.CheckHeader(batch) != BatchError.None
            || !RlpFields.TryReadUInt32(ref fields, out var size)
            || size is 0 or > ProtocolDefaults.MaxBatchBytes
            || !fields.TryReadList(out var list)
            || !fields.AtEnd
            || !TryReadEntries(ref list, out var entries))
        {
            return false;
        }

        certificate = new Certificate { Batch = batch, Size = size, Entries = entries };
        return true;
    }

    private static bool TryReadEntries(ref RlpReader list, out List<CertificateEntry> entries)
    {
        entries = [];
        while (!list.AtEnd)
        {
            if (entries.Count == ProtocolDefaults.MaxValidators
                || !list.TryReadList(out var fields)
                || !RlpFields.TryReadUInt16(ref fields, out var validator)
                || !fields.TryReadUInt64(out var arrival)
                || !fields.TryReadSignature(out var signature)
                || !fields.AtEnd)
            {
                return false;
            }

            entries.Add(new CertificateEntry(new ValidatorIndex(validator), new ChainTime(arrival), signature));
        }

        return entries.Count > 0;
    }
}
