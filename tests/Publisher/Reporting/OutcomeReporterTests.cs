using System.Net;
using Microsoft.Extensions.DependencyInjection;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;
using SharedSequencer.Publisher.Reporting;
using SharedSequencer.Publisher.Tests.Support;
using SharedSequencer.Testing;

namespace SharedSequencer.Publisher.Tests.Reporting;

/// <summary>From a bundle on a signed chain over a real node to the report, and from there back to the chain.</summary>
public sealed class OutcomeReporterTests : IAsyncLifetime
{
    private const string Reverts = "60006000fd";
    private const byte Leg = 1;

    private static readonly PrivateKey A = Accounts.All[0];
    private static readonly PrivateKey B = Accounts.All[1];

    private ReporterScene _scene = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _scene = await ReporterScene.StartAsync();

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task A_leg_that_runs_is_reported_until_the_chain_shows_it()
    {
        await using var publisher = await _scene.PublishAsync();
        var bundle = _scene.Bundle(_scene.Terms("runs"), Accounts.Transfer(A, 0), Accounts.Transfer(A, 1));
        _scene.Order(Submit(bundle));

        var report = await _scene.ReportOfAsync(bundle);
        await Eventually.HoldsAsync(() => _scene.Reports.Count > 2, "it is sent again", Token);
        _scene.Order(new BundleItem.Report(report));

        Assert.Equal((Leg, true), (report.Leg, report.Success));
        Assert.True(report.IsSignedBy(TestBundles.ReporterOf(ReporterScene.One).Address));
        Assert.True(_scene.Chain.Core.Final.Bundles.TryGetAwaiting(bundle.Terms.EscrowId, out var open));
        Assert.True(open.Legs[Leg].HasSucceeded);
        var backlog = publisher.Services.GetRequiredService<ReporterBacklog>();
        await Eventually.HoldsAsync(() => backlog.Age == TimeSpan.Zero, "nothing waits any more", Token);
        var sent = _scene.Reports.Count;
        _scene.Order(Accounts.Transfer(B, 0));
        await _scene.ExecutedAsync(3);
        Assert.Equal(sent, _scene.Reports.Count);
        Assert.All(_scene.Reports, again => Assert.Equal(report, again));
    }

    [Fact]
    public async Task A_leg_of_which_something_reverts_or_is_skipped_is_a_failure_that_aborts()
    {
        await using var publisher = await _scene.PublishAsync();
        var reverting = _scene.Bundle(_scene.Terms("reverting"), Accounts.Transfer(A, 0), Accounts.Create(A, 1, Reverts));
        var skipped = _scene.Bundle(_scene.Terms("skipped"), Accounts.Transfer(B, 0), Accounts.Transfer(B, 5));
        var beside = _scene.Bundle(_scene.Terms("beside"), Accounts.Transfer(B, 1));
        _scene.Order(Submit(reverting), Submit(skipped), Submit(beside));

        var reports = new[] { reverting, skipped, beside }.Select(_scene.ReportOfAsync);

        Assert.Equal([false, false, true], (await Task.WhenAll(reports)).Select(report => report.Success));
        _scene.Order(new BundleItem.Report(await _scene.ReportOfAsync(skipped)));
        Assert.Contains(
            new Outcome(OutcomeKind.Decision, Lane.Shared, skipped.Terms.EscrowId, OutcomeCode.AbortedLegFailed),
            _scene.Chain.Blocks[^1].Outcomes);
    }

    [Fact]
    public async Task Only_the_agreed_log_of_the_agreed_escrow_by_the_leg_itself_is_a_success()
    {
        var (escrow, other) = (LoggingContract.AddressOf(A, 0), LoggingContract.AddressOf(A, 1));
        var locked = Keccak256.Hash([1]);
        await using var publisher = await _scene.PublishAsync();
        _scene.Order(Accounts.Create(A, 0, LoggingContract.Code), Accounts.Create(A, 1, LoggingContract.Code));
        var nonce = 2UL;
        var expected = new Dictionary<Bundle, bool>();
        byte[] Log(BundleTerms terms, Address contract, ulong leg, Hash256 held) => LoggingContract.Log(
            A, nonce++, contract, PreparedLog.Signature, terms.EscrowId, UInt256.FromUInt64(leg).ToHash(), held);
        void Expect(bool success, string name, Func<BundleTerms, byte[][]> transactions)
        {
            var terms = _scene.Terms(name, escrow, locked);
            expected.Add(_scene.Bundle(terms, transactions(terms)), success);
        }

        Expect(true, "agreed", terms => [Log(terms, escrow, Leg, locked)]);
        Expect(true, "agreed, among others", terms =>
            [Accounts.Transfer(A, nonce++), Log(terms, other, Leg, locked), Log(terms, escrow, Leg, locked)]);
        Expect(false, "silent", _ => [Accounts.Transfer(A, nonce++)]);
        Expect(false, "another contract", terms => [Log(terms, other, Leg, locked)]);
        Expect(false, "another leg", terms => [Log(terms, escrow, 0, locked)]);
        Expect(false, "another lock", terms => [Log(terms, escrow, Leg, Keccak256.Hash([2]))]);
        Expect(false, "another bundle's", _ => [Log(_scene.Terms("agreed", escrow, locked), escrow, Leg, locked)]);
        Expect(false, "agreed, but one reverts", terms =>
            [Log(terms, escrow, Leg, locked), Accounts.Create(A, nonce++, Reverts)]);
        Expect(false, "by a stranger", _ => [Accounts.Transfer(A, nonce++)]);
        // In the same rollup block, but not in the leg.
        _scene.Chain.Submit(ReporterScene.One, LoggingContract.Log(
            B, 0, escrow, PreparedLog.Signature, _scene.Terms("by a stranger", escrow, locked).EscrowId,
            UInt256.FromUInt64(Leg).ToHash(), locked));

        _scene.Order([.. expected.Keys.Select(Submit)]);

        foreach (var (bundle, success) in expected)
            Assert.Equal((bundle.Id, success), (bundle.Id, (await _scene.ReportOfAsync(bundle)).Success));
    }

    [Fact]
    public async Task What_was_executed_before_a_restart_is_reported_after_it()
    {
        var bundle = _scene.Bundle(_scene.Terms("restart"), Accounts.Transfer(A, 0));
        await using (var mute = await _scene.PublishWithoutKeyAsync())
        {
            _scene.Order(Submit(bundle));
            await _scene.ExecutedAsync(1);
            await mute.DrivenAsync(1);
        }

        Assert.Empty(_scene.Reports);
        await using var publisher = await _scene.PublishAsync();

        Assert.True((await _scene.ReportOfAsync(bundle)).Success);
    }

    [Fact]
    public async Task What_was_signed_stands_though_ingress_was_away_and_the_node_is_another()
    {
        var bundle = _scene.Bundle(_scene.Terms("stands"), Accounts.Transfer(A, 0));
        _scene.Ordering.IngressAnswer = HttpStatusCode.ServiceUnavailable;
        await using (await _scene.PublishAsync())
        {
            _scene.Order(Submit(bundle));
            await _scene.ReportOfAsync(bundle);
        }

        // In the new genesis nobody has funds, so the leg is skipped when the log is replayed.
        await _scene.Anvil.RestartAsync(Token, "--timestamp", "1700000001", "--balance", "0");
        _scene.Ordering.IngressAnswer = HttpStatusCode.OK;
        var before = _scene.Reports.Count;
        await using var publisher = await _scene.PublishAsync();
        await Eventually.HoldsAsync(() => _scene.Reports.Count > before + 2, "it is sent again", Token);
        await Eventually.HoldsAsync(
            async token => (await _scene.Anvil.Node.HeadAsync(token)).Position.Number == 1, "the log is replayed", Token);
        await publisher.DrivenAsync(1);
        using var answer = await ReporterScene.AskForReportAsync(publisher, bundle.Id, Leg);

        Assert.Single(_scene.Ordering.LegReports.Distinct(ByteComparer.Instance));
        Assert.True(_scene.Reports[0].Success);
        Assert.Equal(_scene.Reports[0], await ReporterScene.ReadReportAsync(answer));
    }

    [Fact]
    public async Task A_result_that_nobody_heard_of_is_forgotten_with_the_node_that_had_it()
    {
        var bundle = _scene.Bundle(_scene.Terms("forgotten"), Accounts.Transfer(A, 0));
        await using (var mute = await _scene.PublishWithoutKeyAsync())
        {
            _scene.Order(Submit(bundle));
            await mute.DrivenAsync(1);
        }

        await _scene.Anvil.RestartAsync(Token, "--timestamp", "1700000001", "--balance", "0");
        await using (var mute = await _scene.PublishWithoutKeyAsync())
        {
            await Eventually.HoldsAsync(
                async token => (await _scene.Anvil.Node.HeadAsync(token)).Position.Number == 1, "the log is replayed", Token);
            await mute.DrivenAsync(1);
        }

        await using var publisher = await _scene.PublishAsync();

        Assert.False((await _scene.ReportOfAsync(bundle)).Success);
    }

    [Fact]
    public async Task Whoever_asks_gets_the_report_or_hears_that_there_is_none_yet()
    {
        await _scene.Anvil.KillAsync(Token);
        await using var publisher = await _scene.PublishAsync();
        var bundle = _scene.Bundle(_scene.Terms("asked"), Accounts.Transfer(A, 0));
        _scene.Order(Submit(bundle));
        await publisher.CaughtUpAsync(_scene.Chain);

        Assert.Equal(HttpStatusCode.Accepted, await StatusAsync(publisher, bundle.Id, Leg));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(publisher, bundle.Id, 0));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(publisher, bundle.Id, -1));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(publisher, Keccak256.Hash([9]), Leg));
        await _scene.Anvil.RestartAsync(Token);
        var report = await _scene.ReportOfAsync(bundle);
        using var answer = await ReporterScene.AskForReportAsync(publisher, bundle.Id, Leg);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(report, await ReporterScene.ReadReportAsync(answer));
    }

    private static BundleItem Submit(Bundle bundle) => new BundleItem.Submit(bundle, []);

    private static async Task<HttpStatusCode> StatusAsync(PublisherHost publisher, Hash256 bundle, int leg)
    {
        using var answer = await ReporterScene.AskForReportAsync(publisher, bundle, leg);
        return answer.StatusCode;
    }

    private sealed class ByteComparer : IEqualityComparer<byte[]>
    {
        public static ByteComparer Instance { get; } = new();

        public bool Equals(byte[]? left, byte[]? right) => left.AsSpan().SequenceEqual(right);

        public int GetHashCode(byte[] bytes) => bytes.Length;
    }
}
