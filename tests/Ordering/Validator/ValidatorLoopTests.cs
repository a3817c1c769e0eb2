using Microsoft.Extensions.Time.Testing;
using SharedSequencer.Ordering.Journal;
using SharedSequencer.Ordering.Tests.Journal;
using SharedSequencer.Ordering.Validator;
using SharedSequencer.Protocol;
using SharedSequencer.Testing;

namespace SharedSequencer.Ordering.Tests.Validator;

public sealed class ValidatorLoopTests
{
    private static readonly CancellationToken Never = TestContext.Current.CancellationToken;
    private readonly FakeTimeProvider _time = new(SampleNetwork.Start + TimeSpan.FromSeconds(1));
    private readonly SampleNetwork _network = new();

    [Fact]
    public async Task Batches_become_final_blocks_that_a_stranger_can_verify()
    {
        await using var database = await JournalDatabase.Create(Never);
        await using var validator = await RunningValidator.Start(database, _network, _time);

        await Order(validator, _network.Registration(_time));
        await Order(validator, _network.Transfers(_time, 3), _network.Transfers(_time, 2));

        var follower = new ChainFollower(_network.Genesis);
        var transactions = 0;
        foreach (var block in validator.Delivered)
        {
            Assert.True(follower.TryApply(block, out var expanded, out var fault), fault.ToString());
            transactions += expanded!.RollupBlocks.Sum(rollup => rollup.Transactions.Count);
        }

        Assert.Equal(5, transactions);
        Assert.Equal(validator.Chain.Final.BlockHash, follower.State.BlockHash);
    }

    [Fact]
    public async Task An_idle_chain_goes_on_at_the_heartbeat()
    {
        await using var database = await JournalDatabase.Create(Never);
        await using var validator = await RunningValidator.Start(database, _network, _time);
        await Eventually.HoldsAsync(() => validator.Chain.Final.Height.Value == 1, "the first block", Never);

        _time.Advance(ProtocolDefaults.Heartbeat);

        await Eventually.HoldsAsync(
            () => validator.Chain.Final.Height.Value == 2, "a block of the heartbeat", Never);
    }

    [Fact]
    public async Task Nothing_is_let_out_before_it_is_durable()
    {
        await using var database = await JournalDatabase.Create(Never);
        HeldJournal? held = null;
        await using var validator = await RunningValidator.Start(
            database, _network, _time, journal => held = new HeldJournal(journal));
        await Eventually.HoldsAsync(() => held!.Arrived == 1, "the first block waits for the journal", Never);
        Assert.Empty(validator.Delivered);
        Assert.Equal(0UL, validator.Chain.Final.Height.Value);

        held!.Let();
        await Eventually.HoldsAsync(() => validator.Delivered.Count == 1, "the first block", Never);
        var batch = _network.Registration(_time);
        var submitted = validator.Submit(batch);
        await Eventually.HoldsAsync(() => held.Arrived == 2, "the batch waits for the journal", Never);

        Assert.False(submitted.IsCompleted);
        Assert.False(validator.Chain.Holds(batch.Digest));
        Assert.Single(validator.Delivered);
        Assert.Equal(0, await database.Count("batches", Never));

        held.Let(1_000);
        Assert.Equal(SubmitResult.Durable, await submitted);
        Assert.Equal(1, await database.Count("batches", Never));
    }

    [Fact]
    public async Task A_restart_in_the_middle_loses_nothing_and_repeats_nothing()
    {
        await using var database = await JournalDatabase.Create(Never);
        var blocks = new List<FinalizedBlock>();
        var batches = new List<Batch> { _network.Registration(_time) };
        await using (var first = await RunningValidator.Start(database, _network, _time))
        {
            await Order(first, batches[0]);
            for (var i = 0; i < 6; i++)
            {
                batches.Add(_network.Transfers(_time, 2));
                await Order(first, batches[^1]);
            }

            // Acknowledged, but the clock stands still: not in a block when the process ends.
            batches.AddRange(_network.Transfers(_time), _network.Transfers(_time));
            Assert.Equal(SubmitResult.Durable, await first.Submit(batches[^2]));
            Assert.Equal(SubmitResult.Durable, await first.Submit(batches[^1]));
            blocks.AddRange(first.Delivered);
        }

        await using var second = await RunningValidator.Start(database, _network, _time);
        Assert.Equal(SubmitResult.Settled, await second.Submit(batches[1]));
        await Order(second, _network.Transfers(_time));
        blocks.AddRange(second.Delivered);

        Assert.Equal(
            Enumerable.Range(1, blocks.Count).Select(height => (ulong)height),
            blocks.Select(block => block.Header.Height.Value));
        var ordered =
            blocks.SelectMany(block => block.Block.Certificates).Select(item => item.Digest).ToList();
        Assert.Equal(batches.Select(batch => batch.Digest), ordered[..^1]);
        var follower = new ChainFollower(_network.Genesis);
        Assert.All(blocks, block => Assert.True(follower.TryApply(block, out _, out _)));
    }

    [Fact]
    public async Task What_was_placed_before_a_restart_is_left_out_after_it()
    {
        await using var database = await JournalDatabase.Create(Never);
        var repeated = _network.Transfer();
        await using (var first = await RunningValidator.Start(database, _network, _time))
        {
            await Order(first, _network.Registration(_time));
            await Order(first, _network.NextBatch(_time, repeated));
            await Eventually.HoldsAsync(
                () => Tick() && first.Chain.Final.Height.Value % 3 == 0, "a snapshot", Never);
        }

        await using var second = await RunningValidator.Start(database, _network, _time);
        await Order(second, _network.NextBatch(_time, repeated, _network.Transfer()));

        Assert.True(second.Chain.Final.Registry.TryGet(new RollupId(1), out var record));
        Assert.Equal(2UL, record.Head.Number);
        var follower = new ChainFollower(_network.Genesis);
        var all =
            await new JournalBlocks(database).Read(new Height(1), 1_000, long.MaxValue, bodies: true, Never);
        var hashes = all.SelectMany(block => follower.TryApply(block, out var expanded, out _)
            ? expanded.RollupBlocks.SelectMany(rollup => rollup.TransactionHashes)
            : throw new InvalidOperationException("a stored block does not verify")).ToList();
        Assert.Equal(2, hashes.Count);
        Assert.Equal(2, hashes.Distinct().Count());
    }

    [Fact]
    public async Task The_older_of_two_validators_stops_and_lets_nothing_out()
    {
        await using var database = await JournalDatabase.Create(Never);
        await using var older = await RunningValidator.Start(database, _network, _time);
        await Eventually.HoldsAsync(() => older.Delivered.Count == 1, "the first block", Never);
        await using var newer = await RunningValidator.Start(database, _network, _time);

        var submitted = older.Submit(_network.Registration(_time));

        await Assert.ThrowsAsync<JournalFencedException>(() => older.Running);
        Assert.Equal(SubmitResult.Unavailable, await submitted);
        Assert.Single(older.Delivered);
        Assert.Equal(SubmitResult.Unavailable, await older.Submit(_network.Transfers(_time)));
    }

    [Fact]
    public async Task What_the_core_refuses_is_told_to_whoever_brought_it()
    {
        await using var database = await JournalDatabase.Create(Never);
        await using var validator = await RunningValidator.Start(database, _network, _time);

        Assert.Equal(SubmitResult.Inactive, await validator.Submit(_network.Transfers(_time)));
        var early = _network.Registration(_time);
        _time.Advance(ProtocolDefaults.BatchLifetime);
        Assert.Equal(SubmitResult.Expired, await validator.Submit(early));
    }

    private async Task Order(RunningValidator validator, params Batch[] batches)
    {
        foreach (var batch in batches)
        {
            Assert.Equal(SubmitResult.Durable, await validator.Submit(batch));
        }

        await Eventually.HoldsAsync(
            () => Tick() && batches.All(batch => validator.Chain.HasPassed(batch.Header)),
            "the batches are final",
            Never);
    }

    private bool Tick()
    {
        _time.Advance(TimeSpan.FromMilliseconds(10));
        return true;
    }
}
