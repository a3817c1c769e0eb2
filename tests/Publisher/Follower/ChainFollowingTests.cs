using System.Net;
using Npgsql;
using SharedSequencer.Messages;
using SharedSequencer.Protocol;
using SharedSequencer.Publisher.Tests.Support;
using SharedSequencer.Testing;

namespace SharedSequencer.Publisher.Tests.Follower;

public sealed class ChainFollowingTests : IAsyncLifetime
{
    private static readonly RollupId One = new(1);
    private static readonly RollupId Two = new(2);

    private readonly TestNetwork _network = new(1, 2);
    private readonly TestChain _chain;
    private OrderingServer _ordering = null!;
    private string _database = null!;

    public ChainFollowingTests() => _chain = new TestChain(_network).Register();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _ordering = await OrderingServer.StartAsync(Token);
        _database = await (await PostgresCluster.SharedAsync()).CreateDatabaseAsync(Token);
    }

    public ValueTask DisposeAsync() => _ordering.DisposeAsync();

    [Fact]
    public async Task What_is_final_can_be_read_and_found_by_transaction()
    {
        var raw = Accounts.Transfer(Accounts.All[0], 0);
        _chain.Order(One, Accounts.Transfer(Accounts.All[1], 0), raw).Order(Two, Accounts.Transfer(Accounts.All[0], 0));
        _ordering.Publish(_chain);
        await using var publisher = await StartAsync();

        await publisher.CaughtUpAsync(_chain);

        var hash = Ordered.Transaction(raw).Hash;
        var place = await publisher.GetAsync<TransactionPlace>($"/v1/rollups/1/transactions/{hash}");
        Assert.Equal((1UL, 1), (place.Number, place.Index));
        Assert.True(InclusionProof.TryDecode(
            await publisher.GetRlpAsync($"/v1/rollups/1/transactions/{hash}/proof"), out var proof));
        Assert.Equal((BlockFault.None, hash), (proof.Check(_network.Genesis), proof.Transaction));
        Assert.True(FinalizedBlock.TryDecode(
            await publisher.GetRlpAsync($"/v1/blocks/{place.Height}"), out var block));
        Assert.Equal(_chain.Blocks[(int)place.Height - 1].Block.Hash, block.Block.Hash);
    }

    [Fact]
    public async Task Ordering_is_told_what_the_archive_holds_so_that_it_can_forget_bodies()
    {
        for (var i = 0; i < 6; i++) _chain.NextBlock();
        _ordering.Publish(_chain);
        await using var publisher = await StartAsync("--Follower:BlocksPerSnapshot=3", "--Follower:BlocksPerRequest=2");

        await publisher.CaughtUpAsync(_chain);

        await Eventually.HoldsAsync(() => _ordering.Archived.Count == 2, "two reports", Token);
        Assert.All(_ordering.Archived, height => Assert.True(height <= (ulong)_chain.Blocks.Count));
        Assert.Equal(_ordering.Archived.Order(), _ordering.Archived);
    }

    [Fact]
    public async Task Json_and_unknown_things_are_answered_as_documented()
    {
        _chain.Order(One, Accounts.Transfer(Accounts.All[0], 0));
        _ordering.Publish(_chain);
        await using var publisher = await StartAsync();
        await publisher.CaughtUpAsync(_chain);

        var block = await publisher.GetAsync<System.Text.Json.JsonElement>("/v1/rollups/1/blocks/1");
        var whole = await publisher.GetAsync<System.Text.Json.JsonElement>("/v1/blocks/1");
        var list = await publisher.GetAsync<System.Text.Json.JsonElement>("/v1/rollups");

        Assert.Equal("1", block.GetProperty("number").GetString());
        Assert.Equal(1, block.GetProperty("transactionHashes").GetArrayLength());
        Assert.Equal("1", whole.GetProperty("header").GetProperty("height").GetString());
        Assert.Equal(["1", "2"], list.GetProperty("rollups").EnumerateArray()
            .Select(rollup => rollup.GetProperty("rollupId").GetString()));
        var first = await publisher.GetAsync<System.Text.Json.JsonElement>("/v1/rollups?limit=1");
        var second = await publisher.GetAsync<System.Text.Json.JsonElement>(first.GetProperty("next").GetString()!);
        Assert.Equal("2", Assert.Single(second.GetProperty("rollups").EnumerateArray())
            .GetProperty("rollupId").GetString());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, second.GetProperty("next").ValueKind);
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(publisher, "/v1/rollups/1/blocks/2"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(publisher, "/v1/rollups/9"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(publisher, "/v1/blocks/99"));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(publisher, "/v1/rollups/1/transactions/0x12"));
    }

    [Fact]
    public async Task A_restart_goes_on_from_the_snapshot_and_still_knows_what_was_placed()
    {
        var repeated = Accounts.Transfer(Accounts.All[0], 0);
        _chain.Order(One, repeated);
        for (var nonce = 1UL; nonce < 8; nonce++) _chain.Order(One, Accounts.Transfer(Accounts.All[0], nonce));
        _ordering.Publish(_chain);
        await using (var first = await StartAsync("--Follower:BlocksPerSnapshot=3", "--Follower:BlocksPerRequest=2"))
            await first.CaughtUpAsync(_chain);
        _ordering.Asked.Clear();
        // The window decides what this block expands to: without it the follower would refuse the block.
        _chain.Order(One, repeated, Accounts.Transfer(Accounts.All[0], 8));
        _ordering.Publish(_chain);

        await using var second = await StartAsync("--Follower:BlocksPerSnapshot=3");
        await second.CaughtUpAsync(_chain);

        Assert.True(_ordering.Asked.TryPeek(out var from));
        Assert.Equal((ulong)_chain.Blocks.Count, from);
        Assert.Equal(HttpStatusCode.OK, await second.ReadinessAsync());
    }

    [Fact]
    public async Task Legs_stay_an_hour_after_the_deadline_of_their_decision()
    {
        var bundles = new TestBundles(_network.Genesis.NetworkId, One, Two);
        var chain = new TestChain(_network).Register(rollup => TestBundles.ReporterOf(rollup).Address);
        await using var publisher = await StartAsync();
        var expected = new[] { 2L, 4L, 2L };
        var spans = new[] { TimeSpan.Zero, TimeSpan.FromMinutes(50), TimeSpan.FromMinutes(61) };
        for (var i = 0; i < spans.Length; i++)
        {
            chain.Advance(spans[i]);
            var terms = bundles.Terms(BundleMode.Execution, chain.Now.Wall.Plus(TimeSpan.FromMinutes(1)), $"{i}");
            chain.Order(new BundleItem.Submit(bundles.Of(terms), []));
            _ordering.Publish(chain);
            await publisher.CaughtUpAsync(chain);

            Assert.Equal(expected[i], await CountLegsAsync());
        }
    }

    [Fact]
    public async Task A_tampered_block_is_never_archived_and_ends_the_following_for_good()
    {
        _chain.Order(One, Accounts.Transfer(Accounts.All[0], 0)).Order(One, Accounts.Transfer(Accounts.All[0], 1));
        var last = _chain.Blocks[^1];
        var forged = last with
        {
            Block = last.Block with { Header = last.Header with { Timestamp = last.Header.Timestamp.Plus(Second) } },
        };
        _ordering.Publish([.. _chain.Blocks.SkipLast(1).Append(forged).Select(block => block.Encode())]);
        await using var publisher = await StartAsync();

        await Eventually.HoldsAsync(
            async _ => await publisher.ReadinessAsync() == HttpStatusCode.ServiceUnavailable
                && publisher.Height == (ulong)_chain.Blocks.Count - 1,
            "the follower has stopped before the forged block",
            Token);

        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(publisher, $"/v1/blocks/{_chain.Blocks.Count}"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(publisher, $"/v1/blocks/{_chain.Blocks.Count - 1}"));
    }

    [Fact]
    public async Task The_database_may_be_killed_and_nothing_is_lost()
    {
        await using var cluster = await PostgresCluster.StartAsync(Token);
        _database = await cluster.CreateDatabaseAsync(Token);
        _ordering.Publish(_chain);
        await using var publisher = await StartAsync();
        await publisher.CaughtUpAsync(_chain);
        await cluster.KillAsync(Token);
        for (var nonce = 0UL; nonce < 5; nonce++) _chain.Order(One, Accounts.Transfer(Accounts.All[0], nonce));
        _ordering.Publish(_chain);

        await cluster.StartServerAsync(Token);

        await publisher.CaughtUpAsync(_chain);
        for (var height = 1; height <= _chain.Blocks.Count; height++)
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(publisher, $"/v1/blocks/{height}"));
    }

    [Fact]
    public async Task The_export_verifies_offline_from_the_genesis_alone()
    {
        for (var nonce = 0UL; nonce < 5; nonce++) _chain.Order(One, Accounts.Transfer(Accounts.All[0], nonce));
        _ordering.Publish(_chain);
        await using var publisher = await StartAsync();
        await publisher.CaughtUpAsync(_chain);

        var file = await publisher.GetRlpAsync("/v1/rollups/1/export");

        Assert.Equal(5UL, ExportedLog.Verify(file, _network.Genesis, One));
    }

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private static async Task<HttpStatusCode> StatusAsync(PublisherHost publisher, string path)
    {
        using var answer = await publisher.Http.GetAsync(path, Token);
        return answer.StatusCode;
    }

    private async Task<long> CountLegsAsync()
    {
        await using var source = NpgsqlDataSource.Create(_database);
        await using var command = source.CreateCommand("select count(*) from bundle_legs");
        return (long)(await command.ExecuteScalarAsync(Token))!;
    }

    private Task<PublisherHost> StartAsync(params string[] settings) =>
        PublisherHost.StartAsync(_network, _ordering, _database, settings);
}
