using System.Net;
using System.Net.Http.Json;
using SharedSequencer.Bundles.Chain;
using SharedSequencer.Bundles.Storage;
using SharedSequencer.Bundles.Tests.Support;
using SharedSequencer.Following;
using SharedSequencer.Messages;
using SharedSequencer.Protocol;
using SharedSequencer.Testing;

namespace SharedSequencer.Bundles.Tests.Chain;

/// <summary>The service follows a real chain through restarts, lost bodies and lies.</summary>
public sealed class FollowingTests : IAsyncLifetime
{
    private readonly BundleSamples _samples = new();
    private SidecarDouble _sidecar = null!;
    private string _database = "";

    private int Height => _samples.Chain.Blocks.Count;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _sidecar = await SidecarDouble.StartAsync(Token);
        _database = await (await PostgresCluster.SharedAsync()).CreateDatabaseAsync(Token);
    }

    public ValueTask DisposeAsync() => _sidecar.DisposeAsync();

    [Fact]
    public async Task Every_bundle_of_the_chain_stands_where_the_chain_left_it()
    {
        _sidecar.Publish(_samples.Chain);
        await using var bundles = await StartAsync();

        await bundles.ToldAsync(Height);

        await AssertWholeAsync(bundles);
    }

    [Fact]
    public async Task New_blocks_are_taken_as_they_come()
    {
        await using var bundles = await StartAsync();
        for (var height = 1; height <= Height; height++)
        {
            _sidecar.Publish(Blocks(height));
            await bundles.ToldAsync(height);
        }

        await AssertWholeAsync(bundles);
    }

    [Fact]
    public async Task A_restart_in_the_middle_of_a_page_tells_the_rest_and_nothing_twice()
    {
        await TellAsync(4);
        _sidecar.Publish(_samples.Chain);

        await using var bundles = await StartAsync();
        await bundles.ToldAsync(Height);

        Assert.Equal(1UL, _sidecar.Asked.First());
        await AssertWholeAsync(bundles);
    }

    [Fact]
    public async Task A_restart_goes_on_from_the_stored_state()
    {
        _sidecar.Publish(Blocks(4));
        await using (var bundles = await StartAsync(("Follow:BlocksPerSnapshot", "4"))) await bundles.ToldAsync(4);
        _sidecar.Asked.Clear();
        _sidecar.Publish(_samples.Chain);

        await using var again = await StartAsync(("Follow:BlocksPerSnapshot", "4"));
        await again.ToldAsync(Height);

        Assert.Equal(5UL, _sidecar.Asked.First());
        await again.StandsAsync(_samples.Committed, BundleState.Committed);
        // The window of placed transactions came back with the state.
        var twin = _samples.Bundles.Of(_samples.Inclusion.Terms with { Salt = default }, _samples.Inclusion.Legs);
        Assert.Equal("TransactionOrdered", (await again.ValidateAsync(twin)).Code);
    }

    [Fact]
    public async Task A_state_of_another_network_is_refused()
    {
        _sidecar.Publish(_samples.Chain);
        await using (var bundles = await StartAsync(("Follow:BlocksPerSnapshot", "1"))) await bundles.ToldAsync(Height);
        await using var sagas = await SagaFixture.OpenAsync(_database, Token);

        var restore = new StateRestore(sagas.Get<IStateStore>(), new TestNetwork(9).Genesis);

        await Assert.ThrowsAsync<StateDamagedException>(() => restore.RestoreAsync(Token));
    }

    [Fact]
    public async Task Blocks_whose_bodies_ordering_dropped_come_from_the_archive()
    {
        _sidecar.PrunedBelow = 5;
        _sidecar.Publish(_samples.Chain);

        await using var bundles = await StartAsync();
        await bundles.ToldAsync(Height);

        await AssertWholeAsync(bundles);
    }

    [Fact]
    public async Task A_block_that_breaks_a_rule_ends_the_following()
    {
        var forged = Blocks(Height);
        forged[4] = forged[3];
        _sidecar.Publish(forged);

        await using var bundles = await StartAsync();
        await bundles.ToldAsync(4);
        await Eventually.HoldsAsync(
            async _ => await bundles.StatusAsync("/readyz") == HttpStatusCode.ServiceUnavailable, "not ready", Token);

        await bundles.StandsAsync(_samples.Committed, BundleState.Preparing);
        Assert.Equal(BlockFault.NotNext, bundles.Get<FollowState>().Refusal?.Fault);
    }

    [Fact]
    public async Task It_is_ready_while_ordering_answers_and_says_so_when_not()
    {
        _sidecar.IsOrderingThere = false;
        await using var bundles = await StartAsync(("Follow:SilenceLimitMs", "250"));
        await Eventually.HoldsAsync(
            async _ => await bundles.StatusAsync("/readyz") == HttpStatusCode.ServiceUnavailable, "not ready", Token);

        _sidecar.IsOrderingThere = true;
        using var hint = await bundles.Http.PostAsJsonAsync(
            "/topics/block-finalized", new BlockFinalizedHint(1, "0x00"), MeshJson.Options, Token);
        Assert.Equal(HttpStatusCode.OK, hint.StatusCode);

        await Eventually.HoldsAsync(async _ => await bundles.StatusAsync("/readyz") == HttpStatusCode.OK, "ready", Token);
        Assert.Equal(HttpStatusCode.OK, await bundles.StatusAsync("/v1/head"));
    }

    [Fact]
    public async Task It_subscribes_to_its_topics_and_reads_the_dead_letters()
    {
        await using var bundles = await StartAsync();

        var subscriptions = await bundles.Http.GetFromJsonAsync<List<Dictionary<string, object>>>("/dapr/subscribe", Token);

        Assert.Equal(
            [Topics.BlockFinalized, Topics.BlockFinalizedDead, Topics.RollupExecuted, Topics.RollupExecutedDead],
            subscriptions!.Select(subscription => subscription["topic"].ToString()).Order());
        foreach (var dead in new[] { "/topics/block-finalized/dead", "/topics/rollup-executed/dead" })
        {
            using var answer = await bundles.Http.PostAsJsonAsync(dead, new BlockFinalizedHint(1, "0x00"), Token);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    /// <summary>What is stored when the service dies after a block in the middle of a page.</summary>
    private async Task TellAsync(int height)
    {
        await using var sagas = await SagaFixture.OpenAsync(_database, Token);
        var chain = sagas.Get<FollowedChain>();
        chain.Start(ChainState.AtGenesis(_samples.Network.Genesis));
        foreach (var block in Blocks(height))
        {
            Assert.True(chain.TryApply(block, out var applied, out _));
            if (applied.News.IsEmpty) continue;
            var placed = PlacedBlockRow.Of(applied.Expanded.Header, applied.Expanded.Placed());
            var commit = new BlockCommit(applied.After, applied.News, [placed], Snapshot: null);
            await sagas.Get<BlockStore>().StoreAsync(commit, Token);
            await sagas.Get<BlockStore>().StoreAsync(commit, Token);
        }
    }

    private async Task AssertWholeAsync(BundlesHost bundles)
    {
        var committed = await bundles.StandsAsync(_samples.Committed, BundleState.Committed);
        Assert.Equal(
            ["BundleOrdered", "LegReported", "LegReported", "BundleDecided"], committed.Steps.Select(step => step.Event));
        Assert.Equal([true, true], committed.Legs.Select(leg => leg.Reported));
        var aborted = await bundles.StandsAsync(_samples.Aborted, BundleState.Aborted);
        Assert.Equal("AbortedLegFailed", aborted.Reason);
        await bundles.StandsAsync(_samples.Inclusion, BundleState.Included);
        await bundles.StandsAsync(_samples.Demanding, BundleState.Included);
        await Eventually.HoldsAsync(() => bundles.Events.Published.Count >= 6, "six events", Token);
        Assert.Equal([BundleState.Preparing, BundleState.Committed], bundles.Events.Of(_samples.Committed));
        Assert.Equal([BundleState.Preparing, BundleState.Aborted], bundles.Events.Of(_samples.Aborted));
        Assert.Equal([BundleState.Included], bundles.Events.Of(_samples.Inclusion));
        Assert.Equal(6, bundles.Events.Published.Count);
    }

    private byte[][] Blocks(int height) => [.. _samples.Chain.Blocks.Take(height).Select(block => block.Encode())];

    private Task<BundlesHost> StartAsync(params (string Name, string Value)[] settings) =>
        BundlesHost.StartAsync(_samples.Network, _sidecar, _database, events: null, settings);
}
