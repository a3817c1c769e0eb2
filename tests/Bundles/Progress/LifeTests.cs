using System.Net;
using System.Net.Http.Json;
using SharedSequencer.Bundles.Chain;
using SharedSequencer.Bundles.Saga;
using SharedSequencer.Bundles.Tests.Support;
using SharedSequencer.Messages;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;
using SharedSequencer.Testing;

namespace SharedSequencer.Bundles.Tests.Progress;

/// <summary>Whole lives of bundles on a real chain: time-outs, the word of nodes, the word of reporters, and what is shown of it.</summary>
public sealed class LifeTests : IAsyncLifetime
{
    private readonly TestNetwork _network = new(7, 8);
    private readonly TestBundles _bundles;
    private readonly TestChain _chain;
    private SidecarDouble _sidecar = null!;
    private BundlesHost _host = null!;

    public LifeTests()
    {
        _bundles = new TestBundles(_network.Genesis.NetworkId, new RollupId(7), new RollupId(8));
        _chain = new TestChain(_network).Register(rollup => TestBundles.ReporterOf(rollup).Address);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ChainTime NotAfter => _network.Genesis.Time.Plus(TimeSpan.FromMinutes(1));

    public async ValueTask InitializeAsync()
    {
        _sidecar = await SidecarDouble.StartAsync(Token);
        var database = await (await PostgresCluster.SharedAsync()).CreateDatabaseAsync(Token);
        _host = await BundlesHost.StartAsync(
            _network, _sidecar, database, events: null, ("Saga:SettleAfterMs", "60000"), ("Reporters:CheckIntervalMs", "20"));
        await TellAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _sidecar.DisposeAsync();
    }

    [Fact]
    public async Task A_bundle_that_is_never_ordered_is_refused_when_no_block_can_include_it_any_more()
    {
        var bundle = Bundle(BundleMode.Execution, "never");
        Assert.True((await _host.ValidateAsync(bundle)).Accepted);
        _chain.Advance(TimeSpan.FromSeconds(30));
        await TellAsync();
        await _host.StandsAsync(bundle, BundleState.Validated);

        _chain.Advance(TimeSpan.FromMinutes(1));
        await TellAsync();
        Assert.Equal("NotOrdered", (await _host.StandsAsync(bundle, BundleState.Refused)).Reason);

        _chain.Order(new BundleItem.Expire(bundle.Terms));
        await TellAsync();
        Assert.Equal("AbortedExpired", (await _host.StandsAsync(bundle, BundleState.Aborted)).Reason);
    }

    [Fact]
    public async Task An_included_bundle_settles_when_all_its_legs_have_run()
    {
        var bundle = Bundle(BundleMode.Inclusion, "runs");
        await OrderAsync(bundle);
        var included = await _host.StandsAsync(bundle, BundleState.Included);

        await ExecutedAsync(bundle, included, leg: 0, ExecutionOutcome.Executed);
        await ExecutedAsync(bundle, included, leg: 0, ExecutionOutcome.Executed);
        await _host.StandsAsync(bundle, BundleState.Included);
        await ExecutedAsync(bundle, included, leg: 1, ExecutionOutcome.Reverted);

        var settled = await _host.StandsAsync(bundle, BundleState.Settled);
        Assert.Null(settled.Reason);
        Assert.Equal([true, false], settled.Legs.Select(leg => leg.Executed));
        Assert.Equal(["BundleOrdered", "LegExecuted", "LegExecuted"], settled.Steps.Select(step => step.Event));
    }

    [Fact]
    public async Task While_the_sagas_are_held_up_bundles_are_judged_and_the_word_of_nodes_is_kept()
    {
        var release = new TaskCompletionSource();
        var heldUp = _host.Get<SagaInbox>().TakeTurnAsync(_ => release.Task, Token);
        var chain = _host.Get<FollowedChain>();
        var bundle = Bundle(BundleMode.Inclusion, "held up");
        _chain.Order(new BundleItem.Submit(bundle, []));
        _sidecar.Publish(_chain);
        await Eventually.HoldsAsync(() => chain.HasJudged(bundle.Id), "the block is verified", Token);

        Assert.True((await _host.ValidateAsync(Bundle(BundleMode.Inclusion, "another"))).Accepted);
        for (var leg = 0; leg < bundle.Legs.Count; leg++)
        {
            var rollup = bundle.Terms.Legs[leg].Rollup;
            Assert.True(chain.Newest.Registry.TryGet(rollup, out var record));
            await ExecutedAsync(bundle, rollup.Value, record.Head.Number, leg, ExecutionOutcome.Executed);
        }

        Assert.Null(await _host.FindAsync(bundle));
        release.SetResult();
        await heldUp;
        await _host.StandsAsync(bundle, BundleState.Settled);
    }

    [Fact]
    public async Task An_included_bundle_of_which_nothing_is_heard_settles_by_chain_time()
    {
        var bundle = Bundle(BundleMode.Inclusion, "silent");
        await OrderAsync(bundle);
        await _host.StandsAsync(bundle, BundleState.Included);

        _chain.Advance(TimeSpan.FromSeconds(61));
        await TellAsync();

        Assert.Equal("ExecutionUnknown", (await _host.StandsAsync(bundle, BundleState.Settled)).Reason);
    }

    [Fact]
    public async Task A_report_of_a_block_that_is_not_known_yet_must_come_again()
    {
        using var answer = await PostAsync(new RollupExecuted(7, 99, "0xab", [new("0x00", ExecutionOutcome.Executed)]));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);

        using var unreadable = await _host.Http.PostAsync("/topics/rollup-executed", new StringContent("no json"), Token);
        Assert.Equal(HttpStatusCode.OK, unreadable.StatusCode);
    }

    [Fact]
    public async Task Reporters_are_asked_about_legs_that_stay_open_and_their_word_goes_to_ingress()
    {
        var bundle = Bundle(BundleMode.Execution, "asked");
        await OrderAsync(bundle);
        var open = await _host.StandsAsync(bundle, BundleState.Preparing);
        _sidecar.Report = question => question.Leg == 0
            ? _bundles.Report(bundle, 0, Hash256.Parse(open.Legs[0].RollupBlock!), success: true)
            : _bundles.Report(bundle, 1, Keccak256.Hash([1]), success: true);
        Assert.Empty(_sidecar.Questions);

        _sidecar.IsIngressThere = false;
        _chain.Advance(TimeSpan.FromSeconds(3));
        await TellAsync();
        await Eventually.HoldsAsync(() => _sidecar.Questions.Count > 2, "asked again", Token);
        _sidecar.IsIngressThere = true;

        await Eventually.HoldsAsync(() => !_sidecar.HandedOver.IsEmpty, "handed over", Token);
        Assert.All(_sidecar.HandedOver, report => Assert.Equal((bundle.Id, 0), (report.Bundle, report.Leg)));
        _chain.Order(new BundleItem.Report(_sidecar.HandedOver.First()));
        await TellAsync();
        await Eventually.HoldsAsync(
            async _ => (await _host.FindAsync(bundle))!.Legs[0].Reported == true, "reported", Token);
    }

    [Fact]
    public async Task Bundles_are_listed_by_pages_and_by_state()
    {
        var bundles = Enumerable.Range(0, 5).Select(i => Bundle(BundleMode.Inclusion, $"listed {i}")).ToList();
        foreach (var bundle in bundles)
        {
            await _host.ValidateAsync(bundle);
            await _host.StandsAsync(bundle, BundleState.Validated);
        }

        await OrderAsync(bundles[3]);
        await _host.StandsAsync(bundles[3], BundleState.Included);

        var first = await ListAsync("?limit=3");
        var second = await ListAsync($"?limit=3&cursor={first.Next}");
        var included = await ListAsync("?state=Included");

        Assert.Equal(
            bundles.Select(bundle => bundle.Id.ToString()),
            first.Bundles.Concat(second.Bundles).Select(bundle => bundle.BundleId));
        Assert.Null(second.Next);
        Assert.Equal([bundles[3].Id.ToString()], included.Bundles.Select(bundle => bundle.BundleId));
    }

    [Theory]
    [InlineData("/v1/bundles?state=5", HttpStatusCode.BadRequest)]
    [InlineData("/v1/bundles?cursor=-1", HttpStatusCode.BadRequest)]
    [InlineData("/v1/bundles?limit=0", HttpStatusCode.BadRequest)]
    [InlineData("/v1/bundles/0x12", HttpStatusCode.BadRequest)]
    [InlineData("/v1/bundles/0x1111111111111111111111111111111111111111111111111111111111111111", HttpStatusCode.NotFound)]
    public async Task Bad_questions_get_a_problem(string path, HttpStatusCode status) =>
        Assert.Equal(status, await _host.StatusAsync(path));

    private Bundle Bundle(BundleMode mode, string salt) => _bundles.Of(_bundles.Terms(mode, NotAfter, salt));

    private async Task OrderAsync(Bundle bundle)
    {
        _chain.Order(new BundleItem.Submit(bundle, []));
        await TellAsync();
    }

    private Task ExecutedAsync(Bundle bundle, BundleProgress progress, int leg, ExecutionOutcome last) =>
        ExecutedAsync(bundle, progress.Legs[leg].RollupId, progress.Legs[leg].Number!.Value, leg, last);

    private async Task ExecutedAsync(Bundle bundle, ulong rollup, ulong number, int leg, ExecutionOutcome last)
    {
        var hashes = bundle.Legs[leg].TransactionHashes;
        using var answer = await PostAsync(new RollupExecuted(
            rollup, number, "0xab",
            [new($"{hashes[0]}", ExecutionOutcome.Executed), new($"{hashes[1]}", last), new($"{Keccak256.Hash([7])}", last)]));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private Task<HttpResponseMessage> PostAsync(RollupExecuted report) =>
        _host.Http.PostAsJsonAsync("/topics/rollup-executed", report, MeshJson.Options, Token);

    private async Task<BundlePage> ListAsync(string query) =>
        (await _host.Http.GetFromJsonAsync<BundlePage>(BundlesRoutes.Bundles + query, MeshJson.Options, Token))!;

    private Task TellAsync()
    {
        _sidecar.Publish(_chain);
        _host.Clock.Now = DateTimeOffset.FromUnixTimeMilliseconds((long)_chain.Now.Wall.Milliseconds);
        return _host.ToldAsync(_chain.Blocks.Count);
    }
}
