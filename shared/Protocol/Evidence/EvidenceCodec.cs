using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>The wire form of <see cref="Evidence"/>: RLP [tag, field…].</summary>
internal static class EvidenceCodec
{
    private const ulong Proposals = 1;
    private const ulong Votes = 2;
    private const ulong Acknowledgements = 3;
    private const ulong Batches = 4;
    private const ulong FalseBlock = 5;
    private const ulong BrokenReceipt = 6;

    internal static void Write(RlpWriter writer, Evidence evidence)
    {
        writer.BeginList();
        switch (evidence)
        {
            case Evidence.Proposals proposals:
                writer.Write(Proposals);
                writer.Write((ulong)proposals.Leader.Value);
                proposals.First.WriteTo(writer);
                writer.Write(proposals.FirstSignature);
                proposals.Second.WriteTo(writer);
                writer.Write(proposals.SecondSignature);
                break;
            case Evidence.Votes votes:
                writer.Write(Votes);
                votes.First.WriteTo(writer);
                votes.Second.WriteTo(writer);
                break;
            case Evidence.Acknowledgements given:
                writer.Write(Acknowledgements);
                given.First.WriteTo(writer);
                given.Second.WriteTo(writer);
                break;
            case Evidence.Batches batches:
                writer.Write(Batches);
                batches.First.WriteTo(writer);
                writer.Write(batches.FirstSignature);
                batches.Second.WriteTo(writer);
                writer.Write(batches.SecondSignature);
                break;
            case Evidence.FalseBlock accused:
                writer.Write(FalseBlock);
                writer.Write((ulong)accused.Leader.Value);
                accused.Block.WriteTo(writer);
                writer.Write(accused.Signature);
                break;
            case Evidence.BrokenReceipt broken:
                writer.Write(BrokenReceipt);
                broken.Receipt.WriteTo(writer);
                writer.Write(broken.Ingress);
                writer.Write(broken.Signature);
                break;
            default:
                throw new ArgumentException($"No wire form is known for {evidence.GetType().Name}.", nameof(evidence));
        }

        writer.EndList();
    }

    internal static bool TryRead(ReadOnlySpan<byte> encoded, [NotNullWhen(true)] out Evidence? evidence)
    {
        evidence = null;
        var reader = new RlpReader(encoded);
        if (!reader.TryReadList(out var fields) || !reader.AtEnd || !fields.TryReadUInt64(out var tag))
        {
            return false;
        }

        evidence = tag switch
        {
            Proposals => ReadProposals(ref fields),
            Votes => Vote.TryRead(ref fields, out var first) && Vote.TryRead(ref fields, out var second)
                ? new Evidence.Votes(first, second) : null,
            Acknowledgements => Acknowledgement.TryRead(ref fields, out var first)
                && Acknowledgement.TryRead(ref fields, out var second)
                    ? new Evidence.Acknowledgements(first, second) : null,
            Batches => ReadBatches(ref fields),
            FalseBlock => ReadFalseBlock(ref fields),
            BrokenReceipt => ReadBrokenReceipt(ref fields),
            _ => null,
        };
        return evidence is not null && fields.AtEnd;
    }

    private static Evidence.Proposals? ReadProposals(ref RlpReader fields) =>
        RlpFields.TryReadUInt16(ref fields, out var leader)
        && BlockHeader.TryRead(ref fields, out var first)
        && fields.TryReadSignature(out var firstSignature)
        && BlockHeader.TryRead(ref fields, out var second)
        && fields.TryReadSignature(out var secondSignature)
            ? new Evidence.Proposals(new ValidatorIndex(leader), first, firstSignature, second, secondSignature)
            : null;

    private static Evidence.Batches? ReadBatches(ref RlpReader fields) =>
        BatchHeader.TryRead(ref fields, out var first)
        && fields.TryReadSignature(out var firstSignature)
        && BatchHeader.TryRead(ref fields, out var second)
        && fields.TryReadSignature(out var secondSignature)
            ? new Evidence.Batches(first, firstSignature, second, secondSignature)
            : null;

    private static Evidence.FalseBlock? ReadFalseBlock(ref RlpReader fields) =>
        RlpFields.TryReadUInt16(ref fields, out var leader)
        && Block.TryRead(ref fields, out var block)
        && fields.TryReadSignature(out var signature)
            ? new Evidence.FalseBlock(new ValidatorIndex(leader), block, signature)
            : null;

    private static Evidence.BrokenReceipt? ReadBrokenReceipt(ref RlpReader fields) =>
        Receipt.TryRead(ref fields, out var receipt)
        && fields.TryReadAddress(out var ingress)
        && fields.TryReadSignature(out var signature)
            ? new Evidence.BrokenReceipt(receipt, ingress, signature)
            : null;
}
