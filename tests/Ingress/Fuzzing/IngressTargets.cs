using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using SharedSequencer.Ingress.Batching;
using SharedSequencer.Ingress.Bundles;
using SharedSequencer.Ingress.Journal;
using SharedSequencer.Ingress.Lanes;
using SharedSequencer.Ingress.Limits;
using SharedSequencer.Ingress.Rollups;
using SharedSequencer.Protocol;
using SharedSequencer.Testing;

namespace SharedSequencer.Fuzzing;

/// <summary>The readers of the ingress's JSON about bundles, started from the published vectors.</summary>
public static class IngressTargets
{
    /// <summary>One target per kind of request.</summary>
    public static IReadOnlyList<FuzzTarget> All()
    {
        var vectors = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Vectors/bundle-api.json")))!;
        var network = new TestNetwork([.. vectors["rollups"]!.AsArray().Select(rollup => ulong.Parse((string)rollup!["rollupId"]!))]);
        var parser = new BundleParser(RollupsOf(network), network.Genesis);
        var bundles = vectors["bundles"]!.AsArray().Select(one => one!["request"]!.AsObject()).ToArray();
        return
        [
            new JsonTarget(
                "bundle-json",
                [.. bundles.Select(Bytes)],
                json => Encode(parser.ParseBundle(json), bundle => bundle.Encode()),
                bytes => Bundle.TryDecode(bytes, out _, out _)),
            new JsonTarget(
                "terms-json",
                [.. bundles.Select(TermsOf).Append(vectors["expiry"]!["request"]!.AsObject()).Select(Bytes)],
                json => Encode(parser.ParseTerms(json), terms => terms.Encode()),
                bytes => BundleTerms.TryDecode(bytes, out _, out _)),
            new JsonTarget(
                "cancel-json",
                [.. vectors["cancels"]!.AsArray().Select(one => Bytes(one!["request"]!.AsObject()))],
                json => Encode(parser.ParseCancel(json), cancel => cancel.Encode()),
                bytes => BundleCancel.TryDecode(bytes, out _, out _)),
            new JsonTarget(
                "report-json",
                [Bytes(vectors["report"]!["request"]!.AsObject())],
                json => Encode(parser.ParseReport(json), report => report.Encode()),
                bytes => OutcomeReport.TryDecode(bytes, out _)),
        ];
    }

    private static byte[]? Encode<T>(Attempt<T> attempt, Func<T, byte[]> encode)
        where T : class => attempt.TryGet(out var value, out var problem)
        ? encode(value)
        : problem is null ? throw new FuzzFailureException("neither read nor refused") : null;

    private static byte[] Bytes(JsonObject json) => Encoding.UTF8.GetBytes(json.ToJsonString());

    private static JsonObject TermsOf(JsonObject bundle)
    {
        var terms = bundle.DeepClone().AsObject();
        terms.Remove("signature");
        foreach (var leg in terms["legs"]!.AsArray()) leg!.AsObject().Remove("txs");
        return terms;
    }

    /// <summary>All rollups of the network, without a journal behind them.</summary>
    private static RollupDirectory RollupsOf(TestNetwork network)
    {
        var clock = new IngressClock(TimeProvider.System);
        var store = new JournalStore(NpgsqlDataSource.Create("Host=127.0.0.1"));
        var journal = new JournalWriter(store, new JournalOptions(), TimeProvider.System, NullLogger<JournalWriter>.Instance);
        var lanes = new LaneDirectory(new LaneParts(
            new LimitsOptions(), new BatchingOptions(), BatchSizeLimits.For(100, 100_000), journal, new RecentHashes(100),
            new SharedRoom(1_000_000), clock));
        var rollups = new RollupDirectory(
            network.Genesis, lanes, [], _ => throw new InvalidOperationException("no node is configured"),
            NullLogger<RollupDirectory>.Instance);
        foreach (var rollup in network.Rollups) rollups.Apply(network.Operation(OperationKind.Register, rollup, 1));
        return rollups;
    }
}
