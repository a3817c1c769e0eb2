using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>The wire form of a bundle.</summary>
internal static class BundleCodec
{
    internal static void Write(RlpWriter writer, Bundle bundle)
    {
        writer.BeginList();
        bundle.Terms.WriteTo(writer);
        writer.BeginList();
        foreach (var leg in bundle.Legs)
        {
            writer.BeginList();
            foreach (var transaction in leg.Transactions)
            {
                writer.Write(transaction.Span);
            }

            writer.EndList();
        }

        writer.EndList();
        writer.BeginList();
        foreach (var leg in bundle.Legs)
        {
            WritePreconditions(writer, leg.Preconditions);
        }

        writer.EndList();
        writer.Write(bundle.Signature);
        writer.EndList();
    }

    internal static bool TryRead(ReadOnlyMemory<byte> encoded, [NotNullWhen(true)] out Bundle? bundle)
    {
        bundle = null;
        var reader = new RlpReader(encoded.Span);
        if (!reader.TryReadList(out var fields)
            || !reader.AtEnd
            || !BundleTerms.TryRead(ref fields, out var terms)
            || !TryReadTransactions(encoded, ref fields, out var transactions)
            || !TryReadPreconditions(ref fields, out var preconditions)
            || preconditions.Count != transactions.Count
            || !fields.TryReadSignature(out var signature)
            || !fields.AtEnd)
        {
            return false;
        }

        bundle = new Bundle
        {
            Terms = terms,
            Legs = [.. transactions.Zip(preconditions, (sent, demanded) => new BundleLeg(sent, demanded))],
            Signature = signature,
        };
        return true;
    }

    private static void WritePreconditions(RlpWriter writer, Preconditions? preconditions)
    {
        if (preconditions is not null)
        {
            preconditions.WriteTo(writer);
            return;
        }

        writer.BeginList();
        writer.EndList();
    }

    private static bool TryReadTransactions(
        ReadOnlyMemory<byte> whole, ref RlpReader fields, out List<IReadOnlyList<ReadOnlyMemory<byte>>> legs)
    {
        legs = [];
        if (!fields.TryReadList(out var list))
        {
            return false;
        }

        while (!list.AtEnd)
        {
            if (legs.Count == ProtocolDefaults.MaxBundleLegs
                || !list.TryReadList(out var leg)
                || !TryReadLeg(whole, leg, out var transactions))
            {
                return false;
            }

            legs.Add(transactions);
        }

        return true;
    }

    private static bool TryReadLeg(ReadOnlyMemory<byte> whole, RlpReader leg, out List<ReadOnlyMemory<byte>> transactions)
    {
        transactions = [];
        while (!leg.AtEnd)
        {
            if (transactions.Count == ProtocolDefaults.MaxLegTransactions || !leg.TryReadBytes(out var transaction))
            {
                return false;
            }

            transactions.Add(RlpFields.Slice(whole, transaction));
        }

        return true;
    }

    private static bool TryReadPreconditions(ref RlpReader fields, out List<Preconditions?> legs)
    {
        legs = [];
        if (!fields.TryReadList(out var list))
        {
            return false;
        }

        while (!list.AtEnd)
        {
            Preconditions? preconditions = null;
            if (legs.Count == ProtocolDefaults.MaxBundleLegs
                || !list.TryReadList(out var leg)
                || !(leg.AtEnd || Preconditions.TryReadFields(ref leg, out preconditions)))
            {
                return false;
            }

            legs.Add(preconditions);
        }

        return true;
    }
}
