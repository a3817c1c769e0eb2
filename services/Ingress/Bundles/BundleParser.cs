using SharedSequencer.Ingress.Rollups;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ingress.Bundles;

/// <summary>
/// Makes of JSON what the protocol knows, or says what is wrong: form and bounds only, no signature. A rollup must be registered
/// to be named by chain id. By its own id it need not be: terms of execution mode may hold any, and funds locked for them.
/// </summary>
internal sealed class BundleParser(RollupDirectory rollups, Genesis genesis)
{
    public Attempt<Bundle> ParseBundle(ReadOnlySpan<byte> json)
    {
        if (!StrictJson.Read<BundleBody>(json).TryGet(out var body, out var problem)) return problem;
        if (FindRollups(body, out var named) is { } wrongLegs) return wrongLegs;
        if (body.Legs!.Any(static leg => leg!.Txs is not { Count: > 0 and <= ProtocolDefaults.MaxLegTransactions }))
            return BundleProblems.BadTransactions;
        var fields = new BundleFields();
        var bundle = new Bundle
        {
            Terms = ReadTerms(body, named, fields),
            Legs = [.. body.Legs!.Select((leg, i) => ReadLeg(leg!, i, fields))],
            Signature = fields.Signature("signature", body.Signature),
        };
        if (fields.Wrong is { } wrong) return BundleProblems.MalformedField.At(wrong);
        return Bundle.TryDecode(bundle.Encode(), out var whole, out var error) ? whole : BundleProblems.Of(error);
    }

    public Attempt<BundleTerms> ParseTerms(ReadOnlySpan<byte> json)
    {
        if (!StrictJson.Read<BundleBody>(json).TryGet(out var body, out var problem)) return problem;
        if (FindRollups(body, out var named) is { } wrongLegs) return wrongLegs;
        if (body.Signature is not null) return BundleProblems.UnknownField.At("signature");
        if (body.Legs!.Any(static leg => leg!.Txs is not null)) return BundleProblems.UnknownField.At("txs");
        var fields = new BundleFields();
        var terms = ReadTerms(body, named, fields);
        if (fields.Wrong is { } wrong) return BundleProblems.MalformedField.At(wrong);
        return BundleTerms.TryDecode(terms.Encode(), out var whole, out var error) ? whole : BundleProblems.Of(error);
    }

    public Attempt<BundleCancel> ParseCancel(ReadOnlySpan<byte> json)
    {
        if (!StrictJson.Read<CancelBody>(json).TryGet(out var body, out var problem)) return problem;
        var fields = new BundleFields();
        var cancel = new BundleCancel
        {
            Network = Network(body.Network, fields),
            Submitter = fields.Address("submitter", body.Submitter),
            Bundle = fields.OptionalHash("bundle", body.Bundle),
            Replacement = fields.Replacement("replacementUuid", body.ReplacementUuid),
            Version = fields.OptionalNumber("version", body.Version),
            NotAfter = new ChainTime(fields.Number("notAfter", body.NotAfter)),
            Signature = fields.Signature("signature", body.Signature),
        };
        if (fields.Wrong is { } wrong) return BundleProblems.MalformedField.At(wrong);
        return BundleCancel.TryDecode(cancel.Encode(), out var whole, out var error) ? whole : BundleProblems.Of(error);
    }

    public Attempt<OutcomeReport> ParseReport(ReadOnlySpan<byte> json)
    {
        if (!StrictJson.Read<ReportBody>(json).TryGet(out var body, out var problem)) return problem;
        var fields = new BundleFields();
        if (body.Report is not null)
        {
            return OutcomeReport.TryDecode(fields.Bytes("report", body.Report), out var report)
                ? report
                : BundleProblems.MalformedField.At("report");
        }
        var leg = fields.Number("leg", body.Leg);
        if (leg >= ProtocolDefaults.MaxBundleLegs) fields.Refuse("leg");
        if (body.Success is null) fields.Refuse("success");
        var read = new OutcomeReport
        {
            Network = Network(body.Network, fields),
            Bundle = fields.Hash("bundle", body.Bundle),
            Leg = (byte)leg,
            RollupBlock = fields.Hash("rollupBlock", body.RollupBlock),
            Success = body.Success ?? false,
            Signature = fields.Signature("signature", body.Signature),
        };
        return fields.Wrong is { } wrong ? BundleProblems.MalformedField.At(wrong) : read;
    }

    /// <summary>Which rollup each leg names; so many legs are looked at, not more.</summary>
    private BundleProblem? FindRollups(BundleBody body, out RollupId[] named)
    {
        named = [];
        if (body.Legs is not { } legs) return BundleProblems.MalformedField.At("legs");
        if (legs.Count is < ProtocolDefaults.MinBundleLegs or > ProtocolDefaults.MaxBundleLegs) return BundleProblems.LegCount;
        named = new RollupId[legs.Count];
        for (var i = 0; i < legs.Count; i++)
        {
            var place = $"legs[{i}]";
            if (legs[i] is not { } leg) return BundleProblems.MalformedField.At(place);
            if (FindRollup(leg, place, out named[i]) is { } problem) return problem;
            if (Assertions(leg.Preconditions) > ProtocolDefaults.MaxLegAssertions) return BundleProblems.BadPreconditions.At(place);
        }
        return null;
    }

    private BundleProblem? FindRollup(BundleLegBody leg, string place, out RollupId rollup)
    {
        rollup = default;
        var fields = new BundleFields();
        if (leg.RollupId is not null)
        {
            rollup = new RollupId(fields.Number($"{place}.rollupId", leg.RollupId));
            // Two names might be of two rollups; and 0 is none.
            if (leg.ChainId is not null || rollup.Value == 0) fields.Refuse($"{place}.rollupId");
            return fields.Wrong is { } wrongId ? BundleProblems.MalformedField.At(wrongId) : null;
        }
        var chainId = fields.Number($"{place}.chainId", leg.ChainId);
        if (fields.Wrong is { } wrong) return BundleProblems.MalformedField.At(wrong);
        if (rollups.FindByChain(chainId) is not { } known) return BundleProblems.UnknownRollup.At(place);
        rollup = known.Record.Rollup;
        return null;
    }

    private static int Assertions(PreconditionsBody? body) => body is null
        ? 0
        : (body.Nonces?.Count ?? 0) + (body.Storage?.Count ?? 0) + (body.Balances?.Count ?? 0);

    private BundleTerms ReadTerms(BundleBody body, RollupId[] named, BundleFields fields) => new()
    {
        Network = Network(body.Network, fields),
        Mode = fields.Mode("mode", body.Mode),
        Submitter = fields.Address("submitter", body.Submitter),
        NotAfter = new ChainTime(fields.Number("notAfter", body.NotAfter)),
        DecisionDelay = fields.OptionalNumber("decisionDelay", body.DecisionDelay),
        Replacement = fields.Replacement("replacementUuid", body.ReplacementUuid),
        Version = fields.OptionalNumber("version", body.Version),
        Salt = fields.OptionalHash("salt", body.Salt),
        Legs = [.. body.Legs!.Select((leg, i) => ReadLegTerms(leg!, named[i], i, fields))],
    };

    private static LegTerms ReadLegTerms(BundleLegBody leg, RollupId rollup, int index, BundleFields fields) => new()
    {
        Rollup = rollup,
        Escrow = fields.OptionalAddress($"legs[{index}].escrow", leg.Escrow),
        Lock = fields.OptionalHash($"legs[{index}].lock", leg.Lock),
        Preconditions = leg.Preconditions is { } body ? PreconditionsReader.Read(body, index, fields).Hash() : default,
    };

    private static BundleLeg ReadLeg(BundleLegBody leg, int index, BundleFields fields) => new(
        [.. leg.Txs!.Select((text, i) => (ReadOnlyMemory<byte>)fields.Bytes($"legs[{index}].txs[{i}]", text))],
        leg.Preconditions is { } body ? PreconditionsReader.Read(body, index, fields) : null);

    private NetworkId Network(string? text, BundleFields fields) =>
        text is null ? genesis.NetworkId : new NetworkId(fields.Hash("network", text));
}
