using Microsoft.Extensions.Time.Testing;
using Npgsql;
using SharedSequencer.Ordering.Journal;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ordering.Tests.Journal;

public sealed class PostgresJournalTests
{
    private static readonly CancellationToken Never = TestContext.Current.CancellationToken;
    private readonly FakeTimeProvider _time = new(SampleNetwork.Start);
    private readonly SampleNetwork _network = new();

    private JournalOwner Owner => new(_network.Genesis.NetworkId, _network.ValidatorKey.Address);

    [Fact]
    public async Task A_missing_journal_is_refused_until_the_operator_says_that_there_never_was_one()
    {
        await using var database = await JournalDatabase.Create(Never);

        await Assert.ThrowsAsync<JournalMissingException>(() => Open(database, init: false));
        Assert.Equal(1, await Open(database, init: true));
        Assert.Equal(2, await Open(database, init: false));
        Assert.Equal(3, await Open(database, init: true));
    }

    [Fact]
    public async Task A_journal_of_another_validator_or_network_is_refused()
    {
        await using var database = await JournalDatabase.Create(Never);
        await Open(database, init: true);

        var otherKey = Owner with { Validator = _network.IngressKey.Address };
        var otherNetwork = Owner with { Network = new NetworkId(Keccak256.Hash([1])) };

        await Assert.ThrowsAsync<JournalMismatchException>(
            () => JournalOpening.Open(database, otherKey, Init, Never));
        await Assert.ThrowsAsync<JournalMismatchException>(
            () => JournalOpening.Open(database, otherNetwork, Init, Never));
    }

    [Fact]
    public async Task The_older_of_two_processes_can_write_nothing_more()
    {
        await using var database = await JournalDatabase.Create(Never);
        var older = new PostgresJournal(database, await Open(database, init: true));
        await older.Commit(Acknowledging(_network.Transfers(_time)), Never);

        var newer = new PostgresJournal(database, await Open(database, init: false));

        await Assert.ThrowsAsync<JournalFencedException>(
            () => older.Commit(Acknowledging(_network.Transfers(_time)), Never));
        await Assert.ThrowsAsync<JournalFencedException>(
            () => older.Mark(Watermark.Dispatched, new Height(1), Never));
        Assert.Equal(1, await database.Count("batches", Never));
        Assert.Equal(0, await database.Count("watermarks", Never));
        await newer.Commit(Acknowledging(_network.Transfers(_time)), Never);
        Assert.Equal(2, await database.Count("batches", Never));
    }

    [Fact]
    public async Task A_takeover_waits_for_the_running_transaction_of_the_older_process()
    {
        await using var database = await JournalDatabase.Create(Never);
        var fence = await Open(database, init: true);
        await using var running = await database.OpenConnectionAsync(Never);
        await using var transaction = await running.BeginTransactionAsync(Never);
        await using var check = new NpgsqlCommand("select require_fence($1)", running);
        check.Parameters.Add(new NpgsqlParameter { Value = fence });
        await check.ExecuteNonQueryAsync(Never);

        var takeover = Open(database, init: false);
        await Testing.Eventually.HoldsAsync(
            cancel => IsAnyoneWaiting(database, cancel), "the takeover waits for the lock", Never);
        Assert.False(takeover.IsCompleted);
        await transaction.CommitAsync(Never);

        Assert.Equal(fence + 1, await takeover);
    }

    [Fact]
    public async Task Writing_the_same_again_is_a_repeat_and_writing_something_else_a_contradiction()
    {
        await using var database = await JournalDatabase.Create(Never);
        var journal = new PostgresJournal(database, await Open(database, init: true));
        var batch = _network.Transfers(_time);
        var vote = Vote.Sign(
            VoteKind.Notarize, Owner.Network, new View(7), Keccak256.Hash([1]), _network.Seat.Signer);
        var other = Vote.Sign(
            VoteKind.Notarize, Owner.Network, new View(7), Keccak256.Hash([2]), _network.Seat.Signer);
        var write = Acknowledging(batch);
        write.Votes.Add(vote);
        await journal.Commit(write, Never);

        await journal.Commit(write, Never);
        await Assert.ThrowsAsync<JournalConflictException>(() => journal.Commit(Voting(other), Never));
        _time.Advance(TimeSpan.FromMilliseconds(1));
        await Assert.ThrowsAsync<JournalConflictException>(() => journal.Commit(Acknowledging(batch), Never));

        Assert.Equal(1, await database.Count("batches", Never));
        Assert.Equal(1, await database.Count("votes", Never));
    }

    private static JournalWrite Voting(Vote vote)
    {
        var write = new JournalWrite(default);
        write.Votes.Add(vote);
        return write;
    }

    private static async Task<bool> IsAnyoneWaiting(NpgsqlDataSource database, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(
            """
            select count(*) from pg_stat_activity
            where datname = current_database() and wait_event_type = 'Lock'
            """);
        return (long)(await command.ExecuteScalarAsync(cancel))! > 0;
    }

    private JournalWrite Acknowledging(Batch batch)
    {
        var arrival = ChainTime.From(_time.GetUtcNow());
        var write = new JournalWrite(default);
        write.Add(batch, Acknowledgement.Sign(batch, Owner.Network, _network.Seat.Signer, arrival));
        return write;
    }

    private static readonly JournalOptions Init = new() { Init = true };

    private async Task<long> Open(NpgsqlDataSource database, bool init) =>
        (await JournalOpening.Open(database, Owner, init ? Init : new JournalOptions(), Never)).Fence;
}
