using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>A bounded list of members' signatures under one digest: its wire form and its check.</summary>
internal static class VoteSignatures
{
    internal static void Write(RlpWriter writer, IReadOnlyList<VoteSignature> signatures)
    {
        writer.BeginList();
        foreach (var signature in signatures)
        {
            writer.BeginList();
            writer.Write((ulong)signature.Validator.Value);
            writer.Write(signature.Signature);
            writer.EndList();
        }

        writer.EndList();
    }

    internal static bool TryRead(ref RlpReader reader, out List<VoteSignature> signatures)
    {
        signatures = [];
        if (!reader.TryReadList(out var list))
        {
            return false;
        }

        while (!list.AtEnd)
        {
            if (signatures.Count == ProtocolDefaults.MaxValidators
                || !list.TryReadList(out var fields)
                || !RlpFields.TryReadUInt16(ref fields, out var validator)
                || !fields.TryReadSignature(out var signature)
                || !fields.AtEnd)
            {
                return false;
            }

            signatures.Add(new VoteSignature(new ValidatorIndex(validator), signature));
        }

        return signatures.Count > 0;
    }

    /// <summary>Whether members of the committee, in order, each once, together a quorum, signed the digest.</summary>
    internal static bool AreQuorum(IReadOnlyList<VoteSignature> signatures, in Hash256 digest, Committee committee)
    {
        if (!IsQuorum(signatures.Select(signature => signature.Validator), committee))
        {
            return false;
        }

        foreach (var signature in signatures)
        {
            if (!RlpFields.IsSignedBy(digest, signature.Signature, committee[signature.Validator].Address))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether these seats exist, strictly ascend, and weigh a quorum together.</summary>
    internal static bool IsQuorum(IEnumerable<ValidatorIndex> seats, Committee committee)
    {
        var weight = 0UL;
        var last = -1;
        foreach (var seat in seats)
        {
            if (seat.Value <= last || !committee.Contains(seat))
            {
                return false;
            }

            last = seat.Value;
            weight += committee[seat].Weight;
        }

        return weight >= committee.Quorum;
    }
}
