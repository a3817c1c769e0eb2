using System.Text.Json;
using Npgsql;
using SharedSequencer.Messages;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;
using SharedSequencer.Publisher.Tests.Support;
using SharedSequencer.Testing;

namespace SharedSequencer.Publisher.Tests.Drivers;

/// <summary>The whole way: a signed chain, a real database, a real anvil, and what may go wrong between them.</summary>
public sealed class RollupDriverTests : IAsyncLifetime
{
    private static readonly RollupId One = new(1);
    private static readonly PrivateKey A = Accounts.All[0];
    private static readonly PrivateKey B = Accounts.All[1];

    private readonly TestNetwork _network = new(1);
    private readonly TestChain _chain;
    private readonly List<string> _expected = [];
    private OrderingServer _ordering = null!;
    private AnvilNode _anvil = null!;
    private string _database = null!;
    private ulong _nonce;

    public RollupDriverTests() => _chain = new TestChain(_network).Register();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _ordering = await OrderingServer.StartAsync(Token);
        _database = await (await PostgresCluster.SharedAsync()).CreateDatabaseAsync(Token);
        _anvil = await AnvilNode.StartAsync(Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _anvil.DisposeAsync();
        await _ordering.DisposeAsync();
    }

    [Fact]
    public async Task The_node_executes_the_log_in_order_and_the_outcomes_are_reported()
    {
        await using var publisher = await StartAsync();
        for (var block = 0; block < 20; block++) Order(20);
        _chain.Order(One, Accounts.Transfer(B, 7));
        _ordering.Publish(_chain);

        await ExecutedAsync();

        Assert.Equal(_expected, await LogOfNodeAsync());
        await Eventually.HoldsAsync(
            async _ => (await ReportsAsync()).Sum(report => report.Transactions.Count) == _expected.Count + 1,
            "every outcome is reported",
            Token);
        var reports = await ReportsAsync();
        var outcomes = reports.SelectMany(report => report.Transactions).ToList();
        Assert.Equal(_expected, outcomes.SkipLast(1).Select(outcome => outcome.Hash));
        Assert.All(outcomes.SkipLast(1), outcome => Assert.Equal(ExecutionOutcome.Executed, outcome.Outcome));
        Assert.Equal(ExecutionOutcome.Skipped, outcomes[^1].Outcome);
    }

    [Fact]
    public async Task A_killed_node_that_lost_its_chain_is_replayed_while_blocks_go_on()
    {
        await using var publisher = await StartAsync();
        for (var round = 0; round < 3; round++)
        {
            for (var block = 0; block < 5; block++) Order(20);
            await ExecutedAsync();
            await _anvil.KillAsync(Token);
            for (var block = 0; block < 3; block++) Order(20);
            await _anvil.RestartAsync(Token);
        }

        await ExecutedAsync();

        Assert.Equal(_expected, await LogOfNodeAsync());
    }

    [Fact]
    public async Task Blocks_that_the_node_lost_to_a_rollback_are_executed_again()
    {
        await using var publisher = await StartAsync();
        for (var block = 0; block < 6; block++) Order(5);
        await ExecutedAsync();

        await _anvil.CallAsync("anvil_rollback", "3", Token);

        await ExecutedAsync();
        Assert.Equal(_expected, await LogOfNodeAsync());
    }

    [Fact]
    public async Task A_reorg_is_noticed_and_undone()
    {
        await using var publisher = await StartAsync();
        for (var block = 0; block < 6; block++) Order(5);
        await ExecutedAsync();
        var before = (await _anvil.Node.HeadAsync(Token)).Position;

        await _anvil.CallAsync("anvil_reorg", "4,[]", Token);

        await Eventually.HoldsAsync(
            async token => (await _anvil.Node.HeadAsync(token)).Position != before
                && (await LogOfNodeAsync()).SequenceEqual(_expected),
            "the node executes the log again",
            Token);
    }

    [Fact]
    public async Task Foreign_blocks_and_transactions_on_the_node_are_taken_off()
    {
        await using var publisher = await StartAsync();
        Order(5);
        await ExecutedAsync();

        await _anvil.Node.SendAsync([Ordered.Transaction(Accounts.Transfer(B, 0))], Token);
        await _anvil.CallAsync("evm_mine", null, Token);

        await Eventually.HoldsAsync(
            async _ => (await LogOfNodeAsync()).SequenceEqual(_expected), "the foreign block is gone", Token);
        Order(5);
        await ExecutedAsync();
        Assert.Equal(_expected, await LogOfNodeAsync());
    }

    [Fact]
    public async Task What_a_crash_left_in_the_pool_breaks_no_order_and_runs_once()
    {
        await using (await StartAsync())
        {
            Order(5);
            await ExecutedAsync();
        }

        // As after a crash between send and seal: part of the next block, in another order, waits in the pool.
        var next = Enumerable.Range(0, 6).Select(i => i % 2 == 0
            ? Accounts.Transfer(A, _nonce++)
            : Accounts.Transfer(B, (ulong)i / 2)).ToArray();
        var leftovers = next.Select(Ordered.Transaction).ToList();
        await _anvil.Node.SendAsync([leftovers[1], leftovers[3], leftovers[0]], Token);
        _expected.AddRange(leftovers.Select(transaction => transaction.Hash.ToString()));
        _chain.Order(One, next);
        _ordering.Publish(_chain);

        await using var publisher = await StartAsync();

        await ExecutedAsync();
        Assert.Equal(_expected, await LogOfNodeAsync());
    }

    [Fact]
    public async Task What_a_crash_sealed_without_recording_runs_once()
    {
        await using (await StartAsync())
        {
            Order(5);
            await ExecutedAsync();
        }

        // As after a crash between seal and record: the node has the block, the mapping has not.
        var next = Enumerable.Range(0, 4).Select(_ => Accounts.Transfer(A, _nonce++)).ToArray();
        await _anvil.Node.SendAsync([.. next.Select(Ordered.Transaction)], Token);
        await _anvil.CallAsync("evm_mine", null, Token);
        _expected.AddRange(next.Select(raw => Ordered.Transaction(raw).Hash.ToString()));
        _chain.Order(One, next);
        _ordering.Publish(_chain);

        await using var publisher = await StartAsync();

        await ExecutedAsync();
        Assert.Equal(_expected, await LogOfNodeAsync());
    }

    [Fact]
    public async Task A_node_that_was_replaced_by_another_of_the_same_age_is_driven_from_the_start()
    {
        await using var publisher = await StartAsync();
        for (var block = 0; block < 3; block++) Order(5);
        await ExecutedAsync();

        await _anvil.RestartAsync(Token, "--timestamp", "1700000001");

        await ExecutedAsync();
        Assert.Equal(_expected, await LogOfNodeAsync());
    }

    [Fact]
    public async Task One_that_cannot_pay_when_its_turn_comes_is_skipped_once_confirmed()
    {
        await using var publisher = await StartAsync();
        var most = UInt256.FromBigInteger(System.Numerics.BigInteger.Pow(10, 18) * 9_999);
        var pays = Accounts.Sign(B, 0, request => request with { Value = most });
        var cannot = Accounts.Sign(B, 1, request => request with { Value = most });
        _chain.Order(One, pays, cannot);
        _expected.Add(Ordered.Transaction(pays).Hash.ToString());
        Order(3);

        await ExecutedAsync();

        Assert.Equal(_expected, await LogOfNodeAsync());
        var skipped = (await ReportsAsync()).SelectMany(report => report.Transactions)
            .Where(outcome => outcome.Outcome == ExecutionOutcome.Skipped);
        Assert.Equal(Ordered.Transaction(cannot).Hash.ToString(), Assert.Single(skipped).Hash);
    }

    [Fact]
    public async Task A_node_that_seals_before_it_takes_what_came_with_it_executes_the_log_all_the_same()
    {
        await using var eager = await EagerNode.StartAsync(_anvil, Token);
        await using var publisher = await StartAsync(eager.Url);
        for (var block = 0; block < 3; block++) Order(5);

        await ExecutedAsync();

        Assert.NotEqual(0, eager.Eager);
        Assert.Equal(_expected, await LogOfNodeAsync());
        Assert.All(
            (await ReportsAsync()).SelectMany(report => report.Transactions),
            outcome => Assert.Equal(ExecutionOutcome.Executed, outcome.Outcome));
    }

    private Task<PublisherHost> StartAsync(string? url = null) => PublisherHost.StartAsync(
        _network, _ordering, _database,
        $"--Rollups:1:ChainId={AnvilNode.ChainId}", $"--Rollups:1:NodeUrl={url ?? _anvil.Url}");

    /// <summary>Orders one block of transfers, some of them with more fee than those before.</summary>
    private void Order(int transactions)
    {
        var raw = Enumerable.Range(0, transactions).Select(i => Accounts.Sign(
            A, _nonce++, request => request with { MaxPriorityFeePerGas = (ulong)(i * 13 % 7) })).ToArray();
        _expected.AddRange(raw.Select(bytes => Ordered.Transaction(bytes).Hash.ToString()));
        _chain.Order(One, raw);
        _ordering.Publish(_chain);
    }

    /// <summary>Waits until the node's log is as long as expected; the order is for the test to compare.</summary>
    private Task ExecutedAsync() => Eventually.HoldsAsync(
        async _ => (await LogOfNodeAsync()).Count == _expected.Count && await DrivenAsync() == OrderedBlocks,
        $"{_expected.Count} transactions are executed",
        Token);

    private ulong OrderedBlocks => _chain.Core.Final.Registry.TryGet(One, out var record) ? record.Head.Number : 0;

    /// <summary>Number of the newest rollup block that the publisher has recorded as driven.</summary>
    private async Task<ulong> DrivenAsync()
    {
        await using var source = NpgsqlDataSource.Create(_database);
        await using var command = source.CreateCommand("select max(number) from driven_blocks");
        return await command.ExecuteScalarAsync(Token) is long number ? (ulong)number : 0;
    }

    private async Task<IReadOnlyList<string>> LogOfNodeAsync()
    {
        var hashes = new List<string>();
        var head = await _anvil.Node.HeadAsync(Token);
        for (var number = 1UL; number <= head.Position.Number; number++)
            hashes.AddRange(await _anvil.TransactionsOfAsync(number, Token));
        return hashes;
    }

    private async Task<IReadOnlyList<RollupExecuted>> ReportsAsync()
    {
        await using var source = NpgsqlDataSource.Create(_database);
        await using var command = source.CreateCommand("select payload from execution_reports order by id");
        await using var reader = await command.ExecuteReaderAsync(Token);
        var reports = new List<RollupExecuted>();
        while (await reader.ReadAsync(Token))
            reports.Add(JsonSerializer.Deserialize<RollupExecuted>(
                reader.GetFieldValue<byte[]>(0), MeshJson.Options)!);
        return reports;
    }
}
