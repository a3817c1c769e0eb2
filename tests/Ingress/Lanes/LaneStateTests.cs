using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using SharedSequencer.Ingress.Batching;
using SharedSequencer.Ingress.Journal;
using SharedSequencer.Ingress.Lanes;
using SharedSequencer.Ingress.Limits;
using SharedSequencer.Ingress.Transactions;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ingress.Tests.Lanes;

/// <summary>Admission of one rollup. The journal writer only queues here: nothing reaches its database.</summary>
public sealed class LaneStateTests : IDisposable
{
    private static readonly Address Alice = Address.Parse("0x00000000000000000000000000000000000000a1");
    private static readonly Address Bob = Address.Parse("0x00000000000000000000000000000000000000b0");

    private const ulong NotAfter = 5_000_000_000_000;

    private readonly FakeTimeProvider _time = new();
    private readonly NpgsqlDataSource _unused = NpgsqlDataSource.Create("Host=127.0.0.1");
    private readonly LimitsOptions _limits = new() { MaxUnorderedPerRollup = 100, MaxHeldPerSender = 2 };

    public void Dispose() => _unused.Dispose();

    [Fact]
    public void Consecutive_nonces_are_taken_in_order()
    {
        var lane = Lane();
        Learn(lane, Alice, 5);
        Assert.Equal([Verdict.Accepted, Verdict.Accepted], Send(lane, Alice, 5, 6));
        Assert.Equal(new NonceAnswer(7, 5), lane.NonceOf(Alice));
        Assert.Equal(2, lane.Unordered);
    }

    [Theory]
    [InlineData(4, Verdict.NonceTooLow)]
    [InlineData(5, Verdict.Underpriced)]
    [InlineData(8, Verdict.Held)]
    public void Another_nonce_is_judged_by_the_table(ulong nonce, object verdict)
    {
        var lane = Lane();
        Learn(lane, Alice, 5);
        Send(lane, Alice, 5, 6);
        Assert.Equal([(Verdict)verdict], Send(lane, Alice, [nonce], salt: 9));
    }

    [Fact]
    public void A_closed_gap_lets_the_held_ones_follow_in_order()
    {
        var lane = Lane();
        Learn(lane, Alice, 0);
        Assert.Equal([Verdict.Held, Verdict.Held], Send(lane, Alice, 2, 1));
        Assert.Equal(0, lane.Unordered);
        Assert.Equal([Verdict.Accepted], Send(lane, Alice, 0));
        Assert.Equal(new LaneStatus(3, 0, 0, 3), lane.Status());
        Assert.Equal(new NonceAnswer(3, 0), lane.NonceOf(Alice));
    }

    [Fact]
    public void A_gap_closed_elsewhere_lets_the_held_ones_follow()
    {
        var lane = Lane();
        Learn(lane, Alice, 0);
        Send(lane, Alice, 2);
        Learn(lane, Alice, 2);
        Assert.Equal(new LaneStatus(1, 0, 0, 1), lane.Status());
    }

    [Fact]
    public void What_was_overtaken_elsewhere_is_rejected_with_a_reason()
    {
        var lane = Lane();
        Learn(lane, Alice, 0);
        Send(lane, Alice, 2);
        Learn(lane, Alice, 3);
        Assert.Equal(new LaneStatus(0, 0, 0, 0), lane.Status());
    }

    [Fact]
    public void Held_transactions_expire()
    {
        var lane = Lane();
        Learn(lane, Alice, 0);
        Send(lane, Alice, 1);
        _time.Advance(TimeSpan.FromSeconds(_limits.HoldSeconds - 1));
        Assert.Equal(0, lane.ExpireHeld(_time.GetUtcNow().ToUnixTimeMilliseconds()));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, lane.ExpireHeld(_time.GetUtcNow().ToUnixTimeMilliseconds()));
        Assert.Equal(0, lane.Status().Held);
    }

    [Fact]
    public void A_sender_holds_only_so_many()
    {
        var lane = Lane();
        Learn(lane, Alice, 0);
        Assert.Equal([Verdict.Held, Verdict.Held, Verdict.NonceTooHigh], Send(lane, Alice, 1, 2, 3));
    }

    [Fact]
    public void Over_the_bound_of_unordered_entries_nothing_is_reserved()
    {
        var lane = Lane();
        Assert.Equal(100, lane.Reserve(150, _time.GetElapsedTime(0), out var refusal));
        Assert.Equal(Verdict.TooManyUnordered, refusal);
        Assert.Equal(0, lane.Reserve(1, _time.GetElapsedTime(0), out refusal));
        Assert.Equal(Verdict.TooManyUnordered, refusal);
        lane.Release(100);
        Assert.Equal(1, lane.Reserve(1, _time.GetElapsedTime(0), out _));
    }

    [Fact]
    public void Over_the_quota_only_what_the_rate_allows_comes_in()
    {
        _limits.TransactionsPerSecondPerRollup = 10;
        var lane = Lane();
        var start = TimeSpan.FromSeconds(1);
        Assert.Equal(10, lane.Reserve(20, start, out var refusal));
        Assert.Equal(Verdict.OverQuota, refusal);
        Assert.Equal(5, lane.Reserve(20, start + TimeSpan.FromMilliseconds(500), out _));
    }

    [Fact]
    public void One_sender_does_not_wait_for_another()
    {
        var lane = Lane();
        Learn(lane, Alice, 0);
        Learn(lane, Bob, 7);
        Assert.Equal([Verdict.Held], Send(lane, Alice, 3));
        Assert.Equal([Verdict.Accepted], Send(lane, Bob, 7));
    }

    [Fact]
    public void Without_a_node_nonces_are_not_judged_but_repeats_are()
    {
        var lane = Lane(judges: false);
        Assert.Equal([Verdict.Accepted, Verdict.Accepted], Send(lane, Alice, 9, 3));
        Assert.Equal([Verdict.AlreadyKnown], Send(lane, Alice, 9));
    }

    [Fact]
    public void A_settled_sender_is_asked_about_before_a_low_nonce_is_refused()
    {
        var lane = Lane();
        Learn(lane, Alice, 0);
        Send(lane, Alice, 0);
        Finalize(lane);
        Assert.Empty(Unknown(lane, Alice, 0));
        lane.Executed(1);
        Assert.Equal([Alice], Unknown(lane, Alice, 0));
        Learn(lane, Alice, 0);
        Assert.Equal([Verdict.Accepted], Send(lane, Alice, [0], salt: 5));
    }

    [Fact]
    public void A_lane_restored_from_the_journal_goes_on_where_it_was()
    {
        var image = new LaneImage { LastPosition = 3, BatchedThrough = 2 };
        var entries = new[] { Entry(1, 0), Entry(2, 1), Entry(3, 2) };
        image.Open.Add(Record(1, new BatchRange(2, 2)));
        image.LastBatch = image.Open[0];
        image.Entries.AddRange(entries[1..]);
        image.Senders.Add(new SenderImage(Alice, 2, 3));
        var lane = Lane();
        lane.Restore(image, TimeSpan.Zero);

        Assert.Equal(new LaneStatus(2, 0, 1, 3), lane.Status());
        Assert.Equal(new NonceAnswer(3, 1), lane.NonceOf(Alice));
        var due = lane.TryTakeDue(TimeSpan.Zero)!;
        Assert.Equal(entries[1], Assert.Single(due.Entries));
        lane.Published(due.Batch, delivered: true, TimeSpan.Zero);
        var plan = lane.TryCut(TimeSpan.FromSeconds(1))!;
        Assert.Equal((2UL, new BatchRange(3, 3)), (plan.Sequence, plan.Range));
        Assert.Equal([Verdict.AlreadyKnown], Send(lane, Alice, 2));
    }

    [Fact]
    public void Of_a_sender_with_nothing_but_held_transactions_the_node_is_asked_after_a_restart()
    {
        var image = new LaneImage();
        image.Held.Add(Entry(0, 7));
        var lane = Lane();
        lane.Restore(image, TimeSpan.Zero);

        Assert.Null(lane.NonceOf(Alice));
        Assert.Equal([Alice], Unknown(lane, Alice, 0));
        Assert.Equal([Verdict.NodeUnavailable], Send(lane, Alice, 0));
        Learn(lane, Alice, 6);
        Assert.Equal([Verdict.NonceTooLow, Verdict.Accepted], Send(lane, Alice, 0, 6));
        Assert.Equal(new LaneStatus(2, 0, 0, 2), lane.Status());
    }

    /// <summary>So all of them expire together and are cut again in order; none overtakes a replacement.</summary>
    [Fact]
    public void A_batch_ends_with_the_open_ones_before_it()
    {
        var lane = Lane(judges: false);
        Queue(lane, 1, 2);
        Assert.Null(lane.TryCut(TimeSpan.Zero)!.LatestNotAfterMilliseconds);
        lane.Open(new SealedBatch(Record(1, new BatchRange(1, 2)), default));
        Queue(lane, 3);
        var plan = lane.TryCut(TimeSpan.FromSeconds(1))!;
        Assert.Equal(NotAfter, plan.LatestNotAfterMilliseconds);
    }

    [Fact]
    public void Too_close_to_the_end_of_the_open_batches_nothing_is_cut_until_they_are_final_or_expired()
    {
        var lane = Lane(judges: false);
        Queue(lane, 1);
        lane.TryCut(TimeSpan.Zero);
        lane.Open(new SealedBatch(Record(1, new BatchRange(1, 1)), default));
        Queue(lane, 2);
        _time.SetUtcNow(DateTimeOffset.FromUnixTimeMilliseconds((long)NotAfter - 59_999));
        var pauses = new ConcurrentQueue<double>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, meters) =>
        {
            if (instrument.Name == "sequencer.ingress.batches.pause.duration") meters.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<double>((_, seconds, _, _) => pauses.Enqueue(seconds));
        listener.Start();
        Assert.Null(lane.TryCut(TimeSpan.FromSeconds(1)));
        Assert.Null(lane.TryCut(TimeSpan.FromSeconds(2)));
        Assert.DoesNotContain(3.25, pauses);

        lane.Expire(new ChainTime(NotAfter + 1), []);
        Assert.Equal(new BatchRange(1, 1), lane.TryCut(TimeSpan.FromSeconds(4.25))!.Range);
        Assert.Equal(new BatchRange(2, 2), lane.TryCut(TimeSpan.FromSeconds(5))!.Range);
        Assert.Contains(3.25, pauses);
    }

    [Fact]
    public void What_is_in_no_open_batch_ends_when_the_rollup_leaves_and_its_nonce_is_free_again()
    {
        var lane = Lane();
        Learn(lane, Alice, 0);
        Send(lane, Alice, 0, 1, 5);
        lane.Journaled([Entry(1, 0)]);
        var plan = lane.TryCut(TimeSpan.Zero)!;
        lane.Open(new SealedBatch(Record(1, plan.Range), default));
        lane.SetActive(false);
        lane.Journaled([Entry(2, 1)]);
        Assert.Equal(new LaneStatus(1, 0, 1, 2), lane.Status());
        Assert.Equal([Verdict.AlreadyKnown, Verdict.RollupInactive], Send(lane, Alice, 0, 1));

        lane.Expire(new ChainTime(NotAfter + 1), []);
        Assert.Equal(new LaneStatus(0, 0, 0, 2), lane.Status());
        Assert.Null(lane.TryCut(TimeSpan.FromSeconds(1)));

        lane.SetActive(true);
        Assert.Equal([Verdict.Accepted, Verdict.Accepted], Send(lane, Alice, 0, 1));
    }

    private LaneState Lane(bool judges = true)
    {
        var clock = new IngressClock(_time);
        var store = new JournalStore(_unused);
        var parts = new LaneParts(
            _limits, new BatchingOptions(), BatchSizeLimits.For(100, 100_000),
            new JournalWriter(store, new JournalOptions(), _time, NullLogger<JournalWriter>.Instance), new RecentHashes(100),
            new SharedRoom(1_000_000), clock);
        return new LaneState(new LaneIdentity(new Lane(1), 10_001), judges, parts);
    }

    private static void Learn(LaneState lane, Address sender, ulong count) =>
        _ = lane.Learn([KeyValuePair.Create(sender, count)]);

    private static Verdict[] Send(LaneState lane, Address sender, params ulong[] nonces) => Send(lane, sender, nonces, 0);

    private static Verdict[] Send(LaneState lane, Address sender, ulong[] nonces, byte salt)
    {
        var submissions = nonces.Select(nonce => Submission(sender, nonce, salt)).ToArray();
        _ = lane.Admit(submissions, reserved: 0);
        return [.. submissions.Select(submission => submission.Verdict)];
    }

    /// <summary>Takes entries with these positions and nonces, durable at once.</summary>
    private static void Queue(LaneState lane, params int[] positions)
    {
        foreach (var position in positions)
        {
            Assert.Equal([Verdict.Accepted], Send(lane, Alice, (ulong)position));
            lane.Journaled([Entry(position, (ulong)position)]);
        }
    }

    private static HashSet<Address> Unknown(LaneState lane, Address sender, ulong nonce)
    {
        HashSet<Address>? unknown = null;
        lane.FindUnknown([Submission(sender, nonce, 5)], ref unknown);
        return unknown ?? [];
    }

    private static Submission Submission(Address sender, ulong nonce, byte salt) => new()
    {
        Raw = [.. sender.ToArray(), (byte)nonce, salt],
        Sender = sender,
        Nonce = nonce,
        Hash = Keccak256.Hash([.. sender.ToArray(), (byte)nonce, salt]),
    };

    private static Entry Entry(long position, ulong nonce)
    {
        var submission = Submission(Alice, nonce, 0);
        return new Entry
        {
            Lane = new Lane(1),
            Position = position,
            Hash = submission.Hash,
            Sender = Alice,
            Nonce = nonce,
            Raw = submission.Raw,
            ReceivedMilliseconds = 0,
        };
    }

    private static BatchRecord Record(ulong sequence, BatchRange range) => new()
    {
        Lane = new Lane(1),
        Sequence = sequence,
        Digest = Keccak256.Hash([(byte)sequence]),
        Predecessor = default,
        PredecessorNotAfterMilliseconds = 0,
        CreatedMilliseconds = 1,
        NotAfterMilliseconds = NotAfter,
        Range = range,
        Signature = default,
    };

    /// <summary>Everything taken so far goes into one batch and becomes final.</summary>
    private static void Finalize(LaneState lane)
    {
        lane.Journaled([Entry(1, 0)]);
        var plan = lane.TryCut(TimeSpan.Zero)!;
        var record = Record(plan.Sequence, plan.Range);
        lane.Open(new SealedBatch(record, default));
        Assert.True(lane.TryInclude(record.Sequence, record.Digest, [], out _));
    }
}
