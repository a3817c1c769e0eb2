using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>
/// The wire form of <see cref="BundleItem"/>: RLP [1, bundle, [attestation…]], [2, cancel], [3, report] or [4, terms].
/// </summary>
internal static class BundleItemCodec
{
    private const ulong Submit = 1;
    private const ulong Cancel = 2;
    private const ulong Report = 3;
    private const ulong Expire = 4;

    internal static byte[] Encode(BundleItem item)
    {
        var writer = new RlpWriter();
        writer.BeginList();
        switch (item)
        {
            case BundleItem.Submit submit:
                writer.Write(Submit);
                submit.Bundle.WriteTo(writer);
                WriteAttestations(writer, submit.Attestations);
                break;
            case BundleItem.Cancel cancel:
                writer.Write(Cancel);
                cancel.Order.WriteTo(writer);
                break;
            case BundleItem.Report report:
                writer.Write(Report);
                report.Outcome.WriteTo(writer);
                break;
            case BundleItem.Expire expire:
                writer.Write(Expire);
                expire.Terms.WriteTo(writer);
                break;
            default:
                throw new ArgumentException($"No wire form is known for {item.GetType().Name}.", nameof(item));
        }

        writer.EndList();
        return writer.ToArray();
    }

    internal static bool TryDecode(ReadOnlyMemory<byte> encoded, [NotNullWhen(true)] out BundleItem? item, out BundleError error)
    {
        item = null;
        if (encoded.Length > ProtocolDefaults.MaxBundleItemBytes)
        {
            error = BundleError.TooLarge;
            return false;
        }

        error = BundleError.Malformed;
        var reader = new RlpReader(encoded.Span);
        if (!reader.TryReadList(out var fields) || !reader.AtEnd || !fields.TryReadUInt64(out var tag))
        {
            return false;
        }

        item = tag switch
        {
            Submit => ReadSubmit(encoded, ref fields, ref error),
            Cancel => ReadCancel(ref fields, ref error),
            Report => ReadReport(ref fields, ref error),
            Expire => ReadExpire(ref fields, ref error),
            _ => null,
        };
        return item is not null;
    }

    private static BundleItem.Submit? ReadSubmit(ReadOnlyMemory<byte> whole, ref RlpReader fields, ref BundleError error)
    {
        if (!fields.TryReadRawItem(out var encoded) || !TryReadAttestations(ref fields, out var attestations) || !fields.AtEnd)
        {
            return null;
        }

        if (Bundle.TryDecode(RlpFields.Slice(whole, encoded), out var bundle, out error))
        {
            error = BundleRules.Check(bundle, attestations);
        }

        return error == BundleError.None ? new BundleItem.Submit(bundle!, attestations) : null;
    }

    private static BundleItem.Cancel? ReadCancel(ref RlpReader fields, ref BundleError error) =>
        fields.TryReadRawItem(out var encoded)
        && fields.AtEnd
        && BundleCancel.TryDecode(encoded, out var cancel, out error)
            ? new BundleItem.Cancel(cancel)
            : null;

    private static BundleItem.Report? ReadReport(ref RlpReader fields, ref BundleError error)
    {
        var isReport = OutcomeReport.TryRead(ref fields, out var report) && fields.AtEnd;
        error = isReport ? BundleError.None : BundleError.Malformed;
        return isReport ? new BundleItem.Report(report!) : null;
    }

    private static BundleItem.Expire? ReadExpire(ref RlpReader fields, ref BundleError error) =>
        fields.TryReadRawItem(out var encoded)
        && fields.AtEnd
        && BundleTerms.TryDecode(encoded, out var terms, out error)
            ? new BundleItem.Expire(terms)
            : null;

    private static void WriteAttestations(RlpWriter writer, IReadOnlyList<Attestation> attestations)
    {
        writer.BeginList();
        foreach (var attestation in attestations)
        {
            attestation.WriteTo(writer);
        }

        writer.EndList();
    }

    private static bool TryReadAttestations(ref RlpReader fields, out List<Attestation> attestations)
    {
        attestations = [];
        if (!fields.TryReadList(out var list))
        {
            return false;
        }

        while (!list.AtEnd)
        {
            if (attestations.Count == ProtocolDefaults.MaxBundleLegs || !Attestation.TryRead(ref list, out var attestation))
            {
                return false;
            }

            attestations.Add(attestation);
        }

        return true;
    }
}
