using System.Net.Http.Json;
using SharedSequencer.Messages;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;
using SharedSequencer.Publisher.Reporting;
using SharedSequencer.Publisher.Tests.Support;
using SharedSequencer.Testing;

namespace SharedSequencer.Publisher.Tests.Reporting;

/// <summary>A chain of two rollups, of which the publisher drives the first; the reporters of both are known.</summary>
internal sealed class ReporterScene : IAsyncDisposable
{
    public static readonly RollupId One = new(1);
    public static readonly RollupId Two = new(2);

    private readonly string _database;
    private readonly string _keyFile;

    private ReporterScene(OrderingServer ordering, AnvilNode anvil, string database, string keyFile)
    {
        (Ordering, Anvil, _database, _keyFile) = (ordering, anvil, database, keyFile);
        Bundles = new TestBundles(Network.Genesis.NetworkId, One, Two);
        Chain = new TestChain(Network).Register(rollup => TestBundles.ReporterOf(rollup).Address);
    }

    public TestNetwork Network { get; } = new(1, 2);

    public TestChain Chain { get; }

    public TestBundles Bundles { get; }

    public OrderingServer Ordering { get; }

    public AnvilNode Anvil { get; }

    /// <summary>The reports that ingress was sent, each as often as it was sent.</summary>
    public IReadOnlyList<OutcomeReport> Reports => [.. Ordering.LegReports.Select(Decode)];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<ReporterScene> StartAsync()
    {
        var keyFile = Path.GetTempFileName();
        await File.WriteAllTextAsync(keyFile, Keccak256.Hash("test key reporter 1"u8).ToString(), Token);
        return new ReporterScene(
            await OrderingServer.StartAsync(Token),
            await AnvilNode.StartAsync(Token),
            await (await PostgresCluster.SharedAsync()).CreateDatabaseAsync(Token),
            keyFile);
    }

    public async ValueTask DisposeAsync()
    {
        await Anvil.DisposeAsync();
        await Ordering.DisposeAsync();
        File.Delete(_keyFile);
    }

    /// <summary>The publisher with the key of the first rollup's reporter.</summary>
    public Task<PublisherHost> PublishAsync() => PublishWithoutKeyAsync($"--Keys:Reporter:SecretFile={_keyFile}");

    public Task<PublisherHost> PublishWithoutKeyAsync(params string[] settings) => PublisherHost.StartAsync(
        Network, Ordering, _database,
        [
            $"--Rollups:1:ChainId={AnvilNode.ChainId}", $"--Rollups:1:NodeUrl={Anvil.Url}",
            "--Reporter:FirstPauseMs=10", "--Reporter:LongestPauseMs=100", "--Reporter:IdleCheckMs=50", .. settings,
        ]);

    /// <summary>Orders transactions of the first rollup.</summary>
    public void Order(params byte[][] transactions)
    {
        Chain.Order(One, transactions);
        Ordering.Publish(Chain);
    }

    /// <summary>Orders what concerns bundles.</summary>
    public void Order(params BundleItem[] items)
    {
        Chain.Order(items);
        Ordering.Publish(Chain);
    }

    /// <summary>Terms of an execution bundle whose leg on the first rollup is the second one, with an escrow or none.</summary>
    public BundleTerms Terms(string salt, Address escrow = default, Hash256 locked = default) =>
        Bundles.Terms(BundleMode.Execution, Soon, salt) with
        {
            Legs = [new LegTerms { Rollup = Two }, new LegTerms { Rollup = One, Escrow = escrow, Lock = locked }],
        };

    /// <summary>A bundle with these transactions on the first rollup; what it has on the other means nothing.</summary>
    public Bundle Bundle(BundleTerms terms, params byte[][] transactions) => Bundles.Of(
        terms,
        [
            new BundleLeg([terms.Salt.ToArray()]),
            new BundleLeg([.. transactions.Select(bytes => (ReadOnlyMemory<byte>)bytes)]),
        ]);

    public ChainTime Soon => Chain.Now.Wall.Plus(TimeSpan.FromMinutes(1));

    /// <summary>Waits for the report on a bundle.</summary>
    public async Task<OutcomeReport> ReportOfAsync(Bundle bundle)
    {
        await Eventually.HoldsAsync(
            () => Reports.Any(report => report.Bundle == bundle.Id), $"{bundle.Id} is reported", Token);
        return Reports.First(report => report.Bundle == bundle.Id);
    }

    /// <summary>Waits until the node has executed the log of the first rollup.</summary>
    public Task ExecutedAsync(int transactions) => Eventually.HoldsAsync(
        async token =>
        {
            var sealedOnes = 0;
            var head = await Anvil.Node.HeadAsync(token);
            for (var number = 1UL; number <= head.Position.Number; number++)
                sealedOnes += (await Anvil.TransactionsOfAsync(number, token)).Count;
            return sealedOnes == transactions;
        },
        $"{transactions} transactions are executed",
        Token);

    public static Task<HttpResponseMessage> AskForReportAsync(PublisherHost publisher, Hash256 bundle, int leg) =>
        publisher.Http.PostAsJsonAsync(
            ReporterRoutes.Reports, new ReportRequest(bundle.ToString(), leg), MeshJson.Options, Token);

    public static async Task<OutcomeReport> ReadReportAsync(HttpResponseMessage answer)
    {
        var signed = await answer.Content.ReadFromJsonAsync<SignedReport>(MeshJson.Options, Token);
        Assert.True(Hex.TryDecode(signed?.Report, out var encoded));
        return Decode(encoded);
    }

    private static OutcomeReport Decode(byte[] encoded)
    {
        Assert.True(OutcomeReport.TryDecode(encoded, out var report));
        return report;
    }
}
