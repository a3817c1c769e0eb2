using SharedSequencer.Ingress.Batching;
using SharedSequencer.Ingress.Journal;
using SharedSequencer.Ingress.Lanes;
using SharedSequencer.Ingress.Limits;
using SharedSequencer.Ingress.Tests.Hosting;
using SharedSequencer.Ingress.Tests.Journal;
using SharedSequencer.Ingress.Transactions;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;
using SharedSequencer.Testing;

namespace SharedSequencer.Ingress.Tests.Lanes;

/// <summary>When a lane's answers are given, and what a kill between two commits can leave behind.</summary>
public sealed class LaneDurabilityTests
{
    private static readonly Address Alice = Address.Parse("0x00000000000000000000000000000000000000a1");

    private readonly BoundaryTime _time = new();
    private readonly LimitsOptions _limits = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_holds_something_else_is_answered_after_the_commit_too()
    {
        await using var journal = await StartJournalAsync(run: false);
        var lane = Lane(journal);
        Learn(lane, 0);
        _ = Send(lane, 5);
        var done = Send(lane, 0);
        Assert.False(done.IsCompleted);
        journal.Run();
        Assert.True(await done.WaitAsync(Token));
    }

    [Fact]
    public async Task A_repeat_is_known_only_when_the_first_copy_is_durable()
    {
        await using var journal = await StartJournalAsync(run: false);
        var lane = Lane(journal);
        Learn(lane, 0);
        _ = Send(lane, 0);
        var repeat = Send(lane, 0);
        Assert.False(repeat.IsCompleted);
        journal.Run();
        Assert.True(await repeat.WaitAsync(Token));
        Assert.True(Send(lane, 0).IsCompletedSuccessfully);
    }

    /// <summary>A commit begins wherever the lane looks at the clock, which is where a kill would cut.</summary>
    [Fact]
    public async Task A_held_transaction_moves_into_the_line_in_one_commit()
    {
        await using var journal = await StartJournalAsync(run: true);
        var lane = Lane(journal);
        Learn(lane, 0);
        await Send(lane, 1).WaitAsync(Token);
        var (gone, entered) = (0L, 0L);
        journal.Writer.Committed = group =>
        {
            if (group.HeldGone.Contains(Submission(1).ToEntry(lane.Lane, new IngressClock(TimeProvider.System)).Name))
                gone = group.Number;
            if (group.Entries.Exists(entry => entry.Nonce == 1)) entered = group.Number;
        };
        _time.Between = () => Commit(journal);
        var done = Send(lane, 0);
        _time.Between = static () => { };
        Assert.True(await done.WaitAsync(Token));
        Assert.Equal(entered, gone);
        Assert.NotEqual(0, gone);
    }

    [Fact]
    public async Task A_held_transaction_leaves_with_its_reason_in_one_commit()
    {
        await using var journal = await StartJournalAsync(run: true);
        var lane = Lane(journal);
        Learn(lane, 0);
        await Send(lane, 1).WaitAsync(Token);
        var (gone, refused) = (0L, 0L);
        journal.Writer.Committed = group =>
        {
            if (group.HeldGone.Count > 0) gone = group.Number;
            if (group.Refusals.Count > 0) refused = group.Number;
        };
        _time.Between = () => Commit(journal);
        Learn(lane, 2);
        _time.Between = static () => { };
        Commit(journal);
        Assert.Equal(refused, gone);
        Assert.NotEqual(0, gone);
    }

    /// <summary>Else the replacement, cut by another thread, could be durable first.</summary>
    [Fact]
    public async Task What_expired_is_queued_for_the_journal_when_its_entries_are_free()
    {
        await using var journal = await StartJournalAsync(run: true);
        var lane = Lane(journal);
        Learn(lane, 0);
        var record = Batch(lane, 0);
        lane.Expire(new ChainTime(record.NotAfterMilliseconds + 1), []);
        Commit(journal);

        var image = await new JournalLoader(journal.Source).ReadLaneAsync(lane.Lane, maxSenders: 0, Token);
        Assert.Empty(image.Open);
        Assert.Equal([record.Range], image.Replacements);
    }

    [Fact]
    public async Task A_batch_that_is_sealed_later_ends_with_the_open_one_before_it()
    {
        await using var journal = await StartJournalAsync(run: true);
        var lane = Lane(journal);
        Learn(lane, 0);
        var first = Batch(lane, 0);
        _time.Advance(TimeSpan.FromMinutes(2));
        var second = Batch(lane, 1);
        Assert.True(second.CreatedMilliseconds > first.CreatedMilliseconds);
        Assert.Equal(first.NotAfterMilliseconds, second.NotAfterMilliseconds);

        lane.Expire(new ChainTime(first.NotAfterMilliseconds + 1), []);
        var third = Seal(lane);
        Assert.Equal(first.Range, third.Range);
        Assert.Equal(third.CreatedMilliseconds + 600_000, third.NotAfterMilliseconds);
    }

    [Fact]
    public async Task A_batch_outlives_the_one_before_it_though_the_chain_is_behind_the_clock_that_made_that_one()
    {
        await using var journal = await StartJournalAsync(run: true);
        var lane = Lane(journal);
        Learn(lane, 0);
        var first = Batch(lane, 0);

        var second = Batch(lane, 1, new ChainTime(first.CreatedMilliseconds - 2_000));

        Assert.Equal(first.CreatedMilliseconds, second.CreatedMilliseconds);
        Assert.Equal(first.NotAfterMilliseconds, second.NotAfterMilliseconds);
    }

    private static async Task<OpenJournal> StartJournalAsync(bool run)
    {
        var cluster = await PostgresCluster.SharedAsync();
        return await OpenJournal.StartAsync(await cluster.CreateDatabaseAsync(Token), run);
    }

    /// <summary>What was appended so far becomes durable without what comes next.</summary>
    private static void Commit(OpenJournal journal) =>
        Assert.True(journal.Writer.AllDurable().Wait(TimeSpan.FromSeconds(30), Token));

    private LaneState Lane(OpenJournal journal)
    {
        var parts = new LaneParts(
            _limits, new BatchingOptions { GatherMilliseconds = 0 }, BatchSizeLimits.For(100, 100_000), journal.Writer,
            new RecentHashes(100), new SharedRoom(1_000_000), new IngressClock(_time));
        return new LaneState(new LaneIdentity(new Lane(1), 10_001), judgesNonces: true, parts);
    }

    private static void Learn(LaneState lane, ulong count) => _ = lane.Learn([KeyValuePair.Create(Alice, count)]);

    private static Task<bool> Send(LaneState lane, ulong nonce) => lane.Admit(new[] { Submission(nonce) }, reserved: 0);

    /// <summary>Takes a transaction and opens a batch of it.</summary>
    private BatchRecord Batch(LaneState lane, ulong nonce, ChainTime? chain = null)
    {
        _ = Send(lane, nonce);
        lane.Journaled([lane.FindPending(Submission(nonce).Hash)!]);
        return Seal(lane, chain);
    }

    private BatchRecord Seal(LaneState lane, ChainTime? chain = null)
    {
        var clock = new IngressClock(_time);
        if (chain is { } seen)
            clock.ChainReached(seen);
        using var key = TestNetwork.Key("ingress");
        var plan = lane.TryCut(TimeSpan.FromSeconds(1))!;
        var batch = new BatchSealer(new TestNetwork(1).Genesis.NetworkId, key, clock).Seal(plan);
        lane.Open(batch);
        return batch.Record;
    }

    private static Submission Submission(ulong nonce) => new()
    {
        Raw = [1, (byte)nonce],
        Sender = Alice,
        Nonce = nonce,
        Hash = Keccak256.Hash([1, (byte)nonce]),
    };
}
