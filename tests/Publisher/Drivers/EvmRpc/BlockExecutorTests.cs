using SharedSequencer.Messages;
using SharedSequencer.Primitives;
using SharedSequencer.Publisher.Drivers.EvmRpc;
using SharedSequencer.Publisher.Tests.Support;

namespace SharedSequencer.Publisher.Tests.Drivers.EvmRpc;

public sealed class BlockExecutorTests
{
    private const ulong Later = 1_700_000_100;
    private const string Reverts = "60006000fd";

    private static readonly PrivateKey A = Accounts.All[0];
    private static readonly PrivateKey B = Accounts.All[1];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_rollup_block_becomes_one_node_block_in_the_same_order()
    {
        await using var anvil = await AnvilNode.StartAsync(Token);
        var block = Ordered.Block(1, Later, Transfers(200));

        var execution = await ExecuteAsync(anvil, block);

        Assert.Equal(1UL, execution.Head.Position.Number);
        Assert.Equal(Later, execution.Head.Timestamp);
        Assert.Equal(block.Transactions.Select(t => t.Hash), execution.Head.Transactions);
        Assert.All(execution.Outcomes, outcome => Assert.Equal(ExecutionOutcome.Executed, outcome.Outcome));
    }

    [Fact]
    public async Task A_revert_is_told_by_receipts_and_by_traces_alike()
    {
        await using var anvil = await AnvilNode.StartAsync(Token);
        var small = Ordered.Block(1, Later, Accounts.Create(A, 0, Reverts), Accounts.Transfer(B, 0));
        var large = Ordered.Block(2, Later, [Accounts.Create(A, 1, Reverts), .. Transfers(150, firstOfA: 2, firstOfB: 1)]);

        var first = await ExecuteAsync(anvil, small);
        var second = await ExecuteAsync(anvil, large, first.Head);

        Assert.Equal([ExecutionOutcome.Reverted, ExecutionOutcome.Executed], first.Outcomes.Select(o => o.Outcome));
        Assert.Equal(ExecutionOutcome.Reverted, second.Outcomes[0].Outcome);
        Assert.All(second.Outcomes.Skip(1), outcome => Assert.Equal(ExecutionOutcome.Executed, outcome.Outcome));
    }

    [Fact]
    public async Task What_the_node_would_queue_or_refuse_is_skipped_with_the_reason()
    {
        await using var anvil = await AnvilNode.StartAsync(Token);
        var block = Ordered.Block(
            1,
            Later,
            Accounts.Transfer(A, 0),
            Accounts.Transfer(A, 0, value: 2),
            Accounts.Transfer(A, 5),
            Accounts.Transfer(Accounts.Poor, 0),
            Accounts.Sign(B, 0, request => request with { GasLimit = 20_000 }),
            Accounts.Sign(B, 0, request => request with { MaxFeePerGas = 1 }),
            Accounts.Transfer(B, 0),
            Accounts.Transfer(A, 1));

        var execution = await ExecuteAsync(anvil, block);

        Assert.Equal(
            [
                null,
                "nonce too low: next nonce 1, transaction nonce 0",
                "nonce gap: next nonce 1, transaction nonce 5",
                "Insufficient funds for gas * price + value",
                "intrinsic gas too low",
                "max fee per gas less than block base fee",
                null,
                null,
            ],
            execution.Outcomes.Select(outcome => outcome.Reason));
        Assert.Equal(3, execution.Head.Transactions.Count);
        Assert.Equal("0x0", (await anvil.PoolAsync(Token)).GetProperty("queued").GetString());
    }

    [Fact]
    public async Task A_refusal_takes_the_senders_next_ones_along_and_leaves_nothing_in_the_pool()
    {
        await using var anvil = await AnvilNode.StartAsync(Token);
        var block = Ordered.Block(
            1,
            Later,
            Accounts.Sign(A, 0, request => request with { MaxFeePerGas = 1 }),
            Accounts.Transfer(A, 1),
            Accounts.Transfer(B, 0),
            Accounts.Transfer(A, 0),
            Accounts.Transfer(A, 1, value: 7));

        var execution = await ExecuteAsync(anvil, block);

        Assert.Equal(
            [
                ExecutionOutcome.Skipped, ExecutionOutcome.Skipped, ExecutionOutcome.Executed,
                ExecutionOutcome.Executed, ExecutionOutcome.Executed,
            ],
            execution.Outcomes.Select(outcome => outcome.Outcome));
        Assert.Equal(
            block.Transactions.Skip(2).Select(transaction => transaction.Hash.ToString()),
            await SealedUpToAsync(anvil, execution.Head));
        Assert.Equal("0x0", (await anvil.PoolAsync(Token)).GetProperty("queued").GetString());
    }

    [Fact]
    public async Task One_that_can_no_longer_pay_when_its_turn_comes_is_left_out_and_removed()
    {
        await using var anvil = await AnvilNode.StartAsync(Token);
        var all = UInt256FromEther(9_999);
        var block = Ordered.Block(
            1,
            Later,
            Accounts.Sign(A, 0, request => request with { Value = all }),
            Accounts.Sign(A, 1, request => request with { Value = all }),
            Accounts.Transfer(B, 0));

        var execution = await ExecuteAsync(anvil, block);

        Assert.Equal([block.Transactions[1].Hash], execution.Doubtful);
        Assert.Equal(
            [ExecutionOutcome.Executed, ExecutionOutcome.Skipped, ExecutionOutcome.Executed],
            execution.Outcomes.Select(outcome => outcome.Outcome));
        var pool = await anvil.PoolAsync(Token);
        Assert.Equal(("0x0", "0x0"), (pool.GetProperty("pending").GetString(), pool.GetProperty("queued").GetString()));
    }

    [Fact]
    public async Task A_rollup_block_above_the_nodes_gas_limit_goes_on_in_further_node_blocks()
    {
        await using var anvil = await AnvilNode.StartAsync(Token, "--gas-limit", "100000");
        var block = Ordered.Block(1, Later, Transfers(10));

        var execution = await ExecuteAsync(anvil, block);

        Assert.All(execution.Outcomes, outcome => Assert.Equal(ExecutionOutcome.Executed, outcome.Outcome));
        Assert.Equal(3UL, execution.Head.Position.Number);
        Assert.Equal(Later, execution.Head.Timestamp);
        Assert.Equal(
            block.Transactions.Select(transaction => transaction.Hash.ToString()),
            await SealedUpToAsync(anvil, execution.Head));
    }

    [Fact]
    public async Task A_nonce_that_a_delegation_raised_is_met_by_what_follows_in_the_same_rollup_block()
    {
        await using var anvil = await AnvilNode.StartAsync(Token);
        var consent = Authorization.Sign(AnvilNode.ChainId, A.Address, 0, B);
        var block = Ordered.Block(
            1,
            Later,
            Accounts.Sign(A, 0, request => request with
            {
                Type = TransactionType.SetCode,
                GasLimit = 100_000,
                AuthorizationList = [consent],
            }),
            Accounts.Transfer(B, 0),
            Accounts.Transfer(B, 1),
            Accounts.Transfer(A, 1));

        var execution = await ExecuteAsync(anvil, block);

        Assert.Equal(
            [
                ExecutionOutcome.Executed, ExecutionOutcome.Skipped, ExecutionOutcome.Executed,
                ExecutionOutcome.Executed,
            ],
            execution.Outcomes.Select(outcome => outcome.Outcome));
        Assert.Equal(2UL, execution.Head.Position.Number);
    }

    [Fact]
    public async Task A_block_of_which_everything_is_skipped_is_sealed_all_the_same()
    {
        await using var anvil = await AnvilNode.StartAsync(Token);

        var execution = await ExecuteAsync(anvil, Ordered.Block(1, Later, Accounts.Transfer(A, 3)));

        Assert.Equal(1UL, execution.Head.Position.Number);
        Assert.Empty(execution.Head.Transactions);
        Assert.Equal(ExecutionOutcome.Skipped, Assert.Single(execution.Outcomes).Outcome);
    }

    [Fact]
    public async Task Large_transactions_fit_the_nodes_request_limit()
    {
        await using var anvil = await AnvilNode.StartAsync(Token, "--gas-limit", "3000000000");
        var block = Ordered.Block(1, Later, Enumerable.Range(0, 12).Select(i => Accounts.Sign(
            A, (ulong)i, request => request with { GasLimit = 10_000_000, Input = new byte[120_000] })));

        var execution = await ExecuteAsync(anvil, block);

        Assert.All(execution.Outcomes, outcome => Assert.Equal(ExecutionOutcome.Executed, outcome.Outcome));
    }

    [Fact]
    public async Task A_timestamp_never_goes_below_the_heads()
    {
        await using var anvil = await AnvilNode.StartAsync(Token);
        var first = await ExecuteAsync(anvil, Ordered.Block(1, Later));

        var second = await ExecuteAsync(anvil, Ordered.Block(2, Later - 50), first.Head);

        Assert.Equal(Later, second.Head.Timestamp);
    }

    [Fact]
    public async Task A_strangers_transaction_in_the_sealed_block_is_noticed()
    {
        await using var anvil = await AnvilNode.StartAsync(Token);
        var stranger = Ordered.Transaction(Accounts.Transfer(B, 0));
        await anvil.Node.SendAsync([stranger], Token);

        var failure = await Assert.ThrowsAsync<NodeException>(
            () => ExecuteAsync(anvil, Ordered.Block(1, Later, Accounts.Transfer(A, 0))));

        Assert.Equal(NodeFault.Disordered, failure.Fault);
    }

    [Fact]
    public async Task A_block_that_is_known_beforehand_costs_two_requests()
    {
        await using var anvil = await AnvilNode.StartAsync(Token);
        var first = Ordered.Block(1, Later, Transfers(20));
        var second = Ordered.Block(2, Later, Transfers(20, firstOfA: 10, firstOfB: 10));
        var executor = new BlockExecutor(anvil.Node);
        var head = await anvil.Node.HeadAsync(Token);
        var one = await executor.ExecuteAsync(first, head, Task.FromResult(second), batchSize: 30, sealsApart: false, Token);
        var before = anvil.Requests;

        var two = await executor.ExecuteAsync(second, one.Head, next: null, batchSize: 30, sealsApart: false, Token);

        Assert.Equal(2, anvil.Requests - before);
        Assert.All(two.Outcomes, outcome => Assert.Equal(ExecutionOutcome.Executed, outcome.Outcome));
    }

    [Fact]
    public async Task Nonces_that_were_learned_on_another_head_are_not_trusted()
    {
        await using var anvil = await AnvilNode.StartAsync(Token);
        var executor = new BlockExecutor(anvil.Node);
        var genesis = await anvil.Node.HeadAsync(Token);
        var block = Ordered.Block(1, Later, Transfers(4));
        await executor.ExecuteAsync(block, genesis, Task.FromResult(block), batchSize: 30, sealsApart: false, Token);

        await anvil.Node.RollbackAsync(1, Token);
        var again = await executor.ExecuteAsync(block, genesis, next: null, batchSize: 30, sealsApart: false, Token);

        Assert.All(again.Outcomes, outcome => Assert.Equal(ExecutionOutcome.Executed, outcome.Outcome));
    }

    private static async Task<IReadOnlyList<string>> SealedUpToAsync(AnvilNode anvil, NodeBlock head)
    {
        var hashes = new List<string>();
        for (var number = 1UL; number <= head.Position.Number; number++)
            hashes.AddRange(await anvil.TransactionsOfAsync(number, Token));
        return hashes;
    }

    private static async Task<BlockExecution> ExecuteAsync(
        AnvilNode anvil, OrderedBlock block, NodeBlock? parent = null) =>
        await new BlockExecutor(anvil.Node).ExecuteAsync(
            block, parent ?? await anvil.Node.HeadAsync(Token), next: null, batchSize: 30, sealsApart: false, Token);

    /// <summary>Transfers that alternate between two senders, so that arrival order and fees disagree.</summary>
    private static IEnumerable<byte[]> Transfers(int count, ulong firstOfA = 0, ulong firstOfB = 0) =>
        Enumerable.Range(0, count).Select(i => Accounts.Sign(
            i % 2 == 0 ? A : B,
            (i % 2 == 0 ? firstOfA : firstOfB) + ((ulong)i / 2),
            request => request with { MaxPriorityFeePerGas = (ulong)(i * 37 % 101), Value = (ulong)i }));

    private static UInt256 UInt256FromEther(ulong ether) =>
        UInt256.FromBigInteger(new System.Numerics.BigInteger(ether) * 1_000_000_000_000_000_000);
}
