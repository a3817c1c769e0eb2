using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using SharedSequencer.Ingress.Accounts;
using SharedSequencer.Ingress.Batching;
using SharedSequencer.Ingress.Journal;
using SharedSequencer.Messages;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;
using SharedSequencer.ServiceDefaults;
using SharedSequencer.Testing;

namespace SharedSequencer.Ingress.Tests.Journal;

/// <summary>The journal on a real PostgreSQL.</summary>
public sealed class JournalTests
{
    private static readonly Lane Lane = new(ulong.MaxValue - 4);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_written_comes_back_the_same()
    {
        await using var journal = await OpenJournal.StartAsync(await NewDatabaseAsync());
        var entries = Enumerable.Range(1, 5).Select(i => Entry(i)).ToList();
        foreach (var entry in entries) _ = journal.Append(entry);
        var record = Record(1, new BatchRange(1, 3));
        await journal.Writer.Append(record, static (group, b) => group.Batches.Add(b)).WaitAsync(Token);

        var image = await new JournalLoader(journal.Source).ReadLaneAsync(Lane, maxSenders: 100, Token);

        Assert.Equal(5, image.LastPosition);
        Assert.Equal(3, image.BatchedThrough);
        Assert.Equal(record, Assert.Single(image.Open));
        Assert.Equal(record, image.LastBatch);
        Assert.Equal(entries.Select(Describe), image.Entries.Select(Describe));
        Assert.Equal(new SenderFacts(entries[^1].Sender, ulong.MaxValue - 5, 5), SenderFacts.Of(image.Senders.Single()));
    }

    [Fact]
    public async Task Of_many_senders_the_last_ones_come_back()
    {
        await using var journal = await OpenJournal.StartAsync(await NewDatabaseAsync());
        foreach (var entry in Enumerable.Range(1, 3).Select(i => Entry(i, i, (byte)i))) _ = journal.Append(entry);
        await journal.Append(Entry(4, 4, sender: 1)).WaitAsync(Token);

        var image = await new JournalLoader(journal.Source).ReadLaneAsync(Lane, maxSenders: 2, Token);

        Assert.Equal([4L, 3L], image.Senders.Select(sender => sender.Position));
    }

    [Fact]
    public async Task Legs_come_back_until_they_are_executed_or_a_later_position_is()
    {
        await using var journal = await OpenJournal.StartAsync(await NewDatabaseAsync());
        var (executed, passed, open) = (Entry(1, 1, sender: 1).Sender, Entry(1, 1, sender: 2).Sender, Entry(1, 1, sender: 3).Sender);
        var run = new LegRun(ulong.MaxValue - 6, ulong.MaxValue - 4, Keccak256.Hash([1]), After: 7);
        foreach (var sender in new[] { executed, passed, open }) _ = Set(journal, sender, run);
        await Set(journal, open, run with { Next = run.Next + 1, After = 8 });
        await Set(journal, executed, null);
        await journal.Writer.Append(8L, static (group, position) => group.ExecutionMarks[Lane] = position).WaitAsync(Token);

        var image = await new JournalLoader(journal.Source).ReadLaneAsync(Lane, maxSenders: 100, Token);

        Assert.Equal([(open, run with { Next = run.Next + 1, After = 8 })], image.Legs);
        await using var count = journal.Source.CreateCommand("select count(*) from legs");
        Assert.Equal(1L, await count.ExecuteScalarAsync(Token));
    }

    private static Task<bool> Set(OpenJournal journal, Address sender, LegRun? legs) =>
        journal.Writer.Append((sender, legs), static (group, one) => group.Legs[(Lane, one.sender)] = one.legs).WaitAsync(Token);

    [Fact]
    public async Task A_final_batch_leaves_memory_and_an_expired_one_asks_for_a_new_one()
    {
        await using var journal = await OpenJournal.StartAsync(await NewDatabaseAsync());
        foreach (var entry in Enumerable.Range(1, 4).Select(i => Entry(i))) _ = journal.Append(entry);
        foreach (var record in new[] { Record(1, new BatchRange(1, 2)), Record(2, new BatchRange(3, 4)) })
            _ = journal.Writer.Append(record, static (group, b) => group.Batches.Add(b));
        _ = journal.Writer.Append(new BatchInclusion(Lane, 1, 9, 77, 88), static (group, i) => group.Included.Add(i));
        await journal.Writer.Append(new BatchName(Lane, 2), static (group, n) => group.Expired.Add(n)).WaitAsync(Token);

        var image = await new JournalLoader(journal.Source).ReadLaneAsync(Lane, maxSenders: 0, Token);
        var found = await new JournalReader(journal.Source).FindAsync(Entry(2).Hash, Token);

        Assert.Empty(image.Open);
        Assert.Equal([new BatchRange(3, 4)], image.Replacements);
        Assert.Equal([3L, 4L], image.Entries.Select(entry => entry.Position));
        Assert.Equal(LadderStep.SoftCommitted, found!.Step);
        Assert.Equal((9UL, 77UL, 88UL), (found.Batch!.Height, found.Batch.CertifiedMilliseconds, found.Batch.BlockMilliseconds));
    }

    [Theory]
    [InlineData("entries")]
    [InlineData("held")]
    [InlineData("refusals")]
    public async Task What_is_looked_up_by_hash_alone_has_an_index_for_it(string table)
    {
        await using var journal = await OpenJournal.StartAsync(await NewDatabaseAsync());
        await using var plan = journal.Source.CreateCommand(
            $"set enable_seqscan = off; explain select * from {table} where hash = ''::bytea");
        var lines = new List<string>();
        await using var reader = await plan.ExecuteReaderAsync(Token);
        while (await reader.ReadAsync(Token)) lines.Add(reader.GetString(0));
        Assert.Contains(lines, line => line.Contains($"{table}_hash", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Held_refused_and_skipped_are_told_with_their_reason()
    {
        await using var journal = await OpenJournal.StartAsync(await NewDatabaseAsync());
        var reader = new JournalReader(journal.Source);
        var (held, refused, skipped) = (Entry(1), Entry(2), Entry(3));
        _ = journal.Writer.Append(held, static (group, e) => group.Hold(e));
        _ = journal.Append(refused);
        _ = journal.Append(skipped);
        var name = new TransactionName(Lane, refused.Hash);
        for (var twice = 0; twice < 2; twice++)
        {
            _ = journal.Writer.Append(
                new Refusal(name, 2, LadderExit.Rejected, "because", 5), static (group, r) => group.Refusals.Add(r));
        }
        var report = new ExecutionRecord(new TransactionName(Lane, skipped.Hash), ExecutionOutcome.Skipped, "no funds");
        await journal.Writer.Append(report, static (group, e) => group.Executions.Add(e)).WaitAsync(Token);

        Assert.Equal(LadderStep.Held, (await reader.FindAsync(held.Hash, Token))!.Step);
        Assert.Equal("because", (await reader.FindAsync(refused.Hash, Token))!.Refusal!.Value.Reason);
        Assert.Equal("no funds", (await reader.FindAsync(skipped.Hash, Token))!.Execution!.Value.Reason);
        Assert.Null(await reader.FindAsync(Keccak256.Hash([9, 9]), Token));

        await journal.Writer.Append(
            new TransactionName(Lane, held.Hash), static (group, n) => group.EndHold(n)).WaitAsync(Token);
        Assert.Null(await reader.FindAsync(held.Hash, Token));
    }

    [Fact]
    public async Task Requests_that_come_together_share_one_commit()
    {
        await using var journal = await OpenJournal.StartAsync(await NewDatabaseAsync(), run: false);
        var waits = Enumerable.Range(1, 50).Select(i => journal.Append(Entry(i))).ToList();
        _ = Assert.Single(waits.Distinct());
        journal.Run();
        await waits[0].WaitAsync(Token);
    }

    [Fact]
    public async Task A_commit_waits_a_moment_for_as_many_entries_as_came_lately()
    {
        var time = new FakeTimeProvider();
        await using var journal = await OpenJournal.StartAsync(await NewDatabaseAsync(), run: false, time: time);
        var earlier = new[] { journal.Append(Entry(1)), journal.Append(Entry(2)) };
        journal.Run();
        await earlier[0].WaitAsync(Token);

        var first = journal.Append(Entry(3));
        _ = await new JournalReader(journal.Source).FindAsync(Entry(1).Hash, Token);
        var second = journal.Append(Entry(4));

        Assert.Same(first, second);
        await second.WaitAsync(Token);
    }

    [Fact]
    public async Task A_commit_waits_for_nobody_once_the_moment_is_over_or_a_batch_is_to_leave()
    {
        var time = new FakeTimeProvider();
        await using var journal = await OpenJournal.StartAsync(await NewDatabaseAsync(), run: false, time: time);
        _ = journal.Append(Entry(1));
        var earlier = journal.Append(Entry(2));
        journal.Run();
        await earlier.WaitAsync(Token);

        _ = journal.Append(Entry(3));
        var batch = journal.Writer.Append(Record(1, new BatchRange(1, 2)), static (group, b) => group.Batches.Add(b));
        await batch.WaitAsync(Token);
        _ = journal.Append(Entry(4));
        var three = journal.Append(Entry(5));
        await Eventually.HoldsAsync(() => Passes(three), "the moment is over", Token);
        var alone = journal.Append(Entry(6));
        await Eventually.HoldsAsync(() => Passes(alone), "the moment is over", Token);

        bool Passes(Task<bool> commit)
        {
            time.Advance(TimeSpan.FromMilliseconds(1));
            return commit.IsCompleted;
        }
    }

    [Fact]
    public async Task A_second_process_on_the_same_journal_shuts_the_first_out()
    {
        var database = await NewDatabaseAsync();
        await using var first = await OpenJournal.StartAsync(database);
        await first.Append(Entry(1)).WaitAsync(Token);
        await using var second = await OpenJournal.StartAsync(database);
        Assert.False(await first.Append(Entry(2)).WaitAsync(Token));
        await Assert.ThrowsAsync<JournalFencedException>(() => first.Running);
        await second.Append(Entry(2)).WaitAsync(Token);
        Assert.Equal(2, (await new JournalLoader(second.Source).ReadLaneAsync(Lane, maxSenders: 0, Token)).LastPosition);
    }

    /// <summary>Nothing that was confirmed is lost, nothing is written twice, and waiting callers are served after.</summary>
    [Fact]
    public async Task Killing_the_database_under_load_neither_loses_nor_repeats_an_entry()
    {
        await using var cluster = await PostgresCluster.StartAsync(Token);
        var database = await cluster.CreateDatabaseAsync(Token);
        await using var journal = await OpenJournal.StartAsync(database);
        const int Count = 3_000;
        var waits = new List<Task<bool>>();
        for (var i = 1; i <= Count; i++)
        {
            waits.Add(journal.Append(Entry(i)));
            if (i == Count / 3) await cluster.KillAsync(Token);
            if (i % 50 == 0) await Task.Yield();
        }
        await cluster.StartServerAsync(Token);
        Assert.All(await Task.WhenAll(waits).WaitAsync(Token), Assert.True);
        await using var command = journal.Source.CreateCommand(
            "select count(*), count(distinct position), max(position) from entries");
        await using var row = await command.ExecuteReaderAsync(Token);
        await row.ReadAsync(Token);
        Assert.Equal((Count, Count, Count), (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2)));
    }

    [Fact]
    public async Task While_the_database_is_away_waiters_are_let_go_and_their_entries_land_later()
    {
        await using var cluster = await PostgresCluster.StartAsync(Token);
        var database = await cluster.CreateDatabaseAsync(Token);
        await using var journal = await OpenJournal.StartAsync(database, longestWait: 0);
        await cluster.KillAsync(Token);
        Assert.False(await journal.Append(Entry(1)).WaitAsync(Token));
        await cluster.StartServerAsync(Token);
        var position = 1;
        await Eventually.HoldsAsync(
            token => journal.Append(Entry(++position)).WaitAsync(token), "a commit lands", Token);
        var image = await new JournalLoader(journal.Source).ReadLaneAsync(Lane, maxSenders: 0, Token);
        Assert.Equal(1, image.Entries[0].Position);
    }

    /// <summary>Sent, overtaken elsewhere, sent again: whoever can provoke that must not stop the writer.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_is_held_gone_and_held_again_is_held(bool inOneGroup)
    {
        await using var journal = await OpenJournal.StartAsync(await NewDatabaseAsync(), run: !inOneGroup);
        var entry = Entry(1);
        var steps = new Action<JournalGroup, Entry>[]
        {
            static (group, e) => group.Hold(e),
            static (group, e) => group.EndHold(e.Name),
            static (group, e) => group.Hold(e),
        };
        foreach (var step in steps)
        {
            var done = journal.Writer.Append(entry, step);
            if (!inOneGroup) await done.WaitAsync(Token);
        }
        if (inOneGroup) journal.Run();
        Assert.True(await journal.Append(Entry(2)).WaitAsync(Token));

        var image = await new JournalLoader(journal.Source).ReadLaneAsync(Lane, maxSenders: 0, Token);
        Assert.Equal(entry.Hash, Assert.Single(image.Held).Hash);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_is_held_and_gone_is_gone(bool inOneGroup)
    {
        await using var journal = await OpenJournal.StartAsync(await NewDatabaseAsync(), run: !inOneGroup);
        var entry = Entry(1);
        var held = journal.Writer.Append(entry, static (group, e) => group.Hold(e));
        if (!inOneGroup) await held.WaitAsync(Token);
        _ = journal.Writer.Append(entry, static (group, e) => group.EndHold(e.Name));
        if (inOneGroup) journal.Run();
        Assert.True(await journal.Append(Entry(2)).WaitAsync(Token));

        Assert.Empty((await new JournalLoader(journal.Source).ReadLaneAsync(Lane, maxSenders: 0, Token)).Held);
    }

    [Fact]
    public async Task What_was_held_in_vain_and_is_taken_later_is_told_as_taken()
    {
        await using var journal = await OpenJournal.StartAsync(await NewDatabaseAsync());
        var reader = new JournalReader(journal.Source);
        var (entry, again) = (Entry(1), Entry(2, content: 1));
        var refusal = new Refusal(entry.Name, 0, LadderExit.Expired, "the gap stayed open", 5);
        await journal.Writer.Append(refusal, static (group, r) => group.Refusals.Add(r)).WaitAsync(Token);
        Assert.Equal(LadderStep.Expired, (await reader.FindAsync(entry.Hash, Token))!.Step);

        await journal.Append(entry).WaitAsync(Token);
        Assert.Equal(LadderStep.Received, (await reader.FindAsync(entry.Hash, Token))!.Step);

        var rejected = new Refusal(entry.Name, 1, LadderExit.Rejected, "left out", 6);
        await journal.Writer.Append(rejected, static (group, r) => group.Refusals.Add(r)).WaitAsync(Token);
        Assert.Equal("left out", (await reader.FindAsync(entry.Hash, Token))!.Refusal!.Value.Reason);

        await journal.Append(again).WaitAsync(Token);
        var found = (await reader.FindAsync(entry.Hash, Token))!;
        Assert.Equal((LadderStep.Received, 2L), (found.Step, found.Position));
    }

    /// <summary>Its group and the other's have the same number, because both count on from the same journal.</summary>
    [Fact]
    public async Task A_stale_process_does_not_take_anothers_group_for_its_own()
    {
        var database = await NewDatabaseAsync();
        await using var stale = await OpenJournal.StartAsync(database, run: false);
        await using var current = await OpenJournal.StartAsync(database);
        await current.Append(Entry(1)).WaitAsync(Token);

        await Assert.ThrowsAsync<JournalFencedException>(() => stale.Store.HasCommittedAsync(1, Token));
        Assert.True(await current.Store.HasCommittedAsync(1, Token));
        Assert.False(await current.Store.HasCommittedAsync(2, Token));
        await stale.Store.ReleaseWriterAsync();
    }

    private static async Task<string> NewDatabaseAsync() =>
        await (await PostgresCluster.SharedAsync()).CreateDatabaseAsync(Token);

    private static Entry Entry(int position) => Entry(position, content: position);

    private static Entry Entry(int position, int content, byte sender = 0xa1) => new()
    {
        Lane = Lane,
        Position = position,
        Hash = Keccak256.Hash([(byte)(content >> 8), (byte)content]),
        Sender = Address.Parse($"0x{sender:x40}"),
        Nonce = ulong.MaxValue - 10 + (ulong)position,
        Raw = new byte[] { 1, (byte)position },
        ReceivedMilliseconds = 100 + position,
        DeadlineMilliseconds = ulong.MaxValue,
    };

    private static BatchRecord Record(ulong sequence, BatchRange range) => new()
    {
        Lane = Lane,
        Sequence = sequence,
        Digest = Keccak256.Hash([(byte)sequence]),
        Predecessor = Keccak256.Hash([(byte)(sequence - 1)]),
        PredecessorNotAfterMilliseconds = 3,
        CreatedMilliseconds = 4,
        NotAfterMilliseconds = ulong.MaxValue,
        Range = range,
        Signature = new Signature(Keccak256.Hash([1]), Keccak256.Hash([2]), 27),
    };

    private static string Describe(Entry entry) => string.Join(
        ' ', entry.Lane, entry.Position, entry.Hash, entry.Sender, entry.Nonce, Hex.Encode(entry.Raw.Span),
        entry.ReceivedMilliseconds, entry.DeadlineMilliseconds);

    private sealed record SenderFacts(Address Sender, ulong Nonce, long Position)
    {
        public static SenderFacts Of(SharedSequencer.Ingress.Lanes.SenderImage image) =>
            new(image.Sender, image.Nonce, image.Position);
    }
}
