using SharedSequencer.Ingress.Batching;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ingress.Tests.Batching;

public sealed class LaneBatchesTests
{
    private static readonly BatchSizeLimits Limits = new(MaxItems: 4, MaxContentBytes: 400);

    private static LaneBatches Lane(int maxOpen = 256, int window = 32, int gather = 20) => new(
        new BatchingOptions
        {
            MaxOpenBatchesPerLane = maxOpen, ResendWindow = window, GatherMilliseconds = gather,
        },
        Limits);

    private static TimeSpan At(int milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    [Fact]
    public void An_idle_lane_closes_a_batch_at_once()
    {
        var lane = Lane();
        lane.Add(1, 100);
        Assert.True(lane.TryCut(At(0), out var range));
        Assert.Equal(new BatchRange(1, 1), range);
    }

    [Fact]
    public void A_lane_that_has_just_closed_a_batch_gathers_for_an_interval()
    {
        var lane = Lane();
        Open(lane, 1, At(0));
        lane.Add(2, 100);
        lane.Published(Take(lane, At(3)), delivered: true, At(4));
        lane.Add(3, 100);
        Assert.False(lane.TryCut(At(19), out _));
        Assert.Equal(At(20), lane.NextDue(At(19)));
        Assert.True(lane.TryCut(At(20), out var range));
        Assert.Equal(new BatchRange(2, 3), range);
    }

    [Fact]
    public void A_publish_that_does_not_return_holds_nobody_up()
    {
        var lane = Lane();
        Open(lane, 1, At(0));
        Take(lane, At(1));
        lane.Add(2, 100);
        Assert.True(lane.TryCut(At(20), out _));
    }

    [Fact]
    public void After_a_pause_an_entry_does_not_wait_for_company()
    {
        var lane = Lane();
        Open(lane, 1, At(0));
        lane.Add(2, 100);
        Assert.True(lane.TryCut(At(500), out _));
        lane.Opened(new OpenBatch(2, new BatchRange(2, 2), ulong.MaxValue));
    }

    [Fact]
    public void The_more_batches_are_open_the_longer_the_next_one_gathers()
    {
        var lane = Lane();
        Open(lane, 1, At(0));
        lane.Add(2, 100);
        Assert.True(lane.TryCut(At(20), out _));
        lane.Opened(new OpenBatch(2, new BatchRange(2, 2), ulong.MaxValue));
        lane.Add(3, 100);
        Assert.Equal(At(60), lane.NextDue(At(21)));
        Assert.False(lane.TryCut(At(59), out _));
        Assert.True(lane.TryInclude(1, out _));
        Assert.True(lane.TryCut(At(59), out _));
    }

    [Theory]
    [InlineData(20, 12, 22)]
    [InlineData(200, 4, 8)]
    public void A_steady_stream_makes_fewer_batches_the_slower_they_become_final(int finality, int least, int most)
    {
        var lane = new LaneBatches(new BatchingOptions(), new BatchSizeLimits(MaxItems: 1_000, MaxContentBytes: 400_000));
        Assert.InRange(Cuts(lane, finality), least, most);
    }

    [Theory]
    [InlineData(4, 10)]
    [InlineData(2, 200)]
    public void A_full_batch_closes_whatever_is_open(int entries, int size)
    {
        var lane = Lane();
        Open(lane, 1, At(0));
        for (var i = 0; i < entries; i++) lane.Add(2 + i, size);
        Assert.True(lane.TryCut(At(1), out var range));
        Assert.Equal(entries, range.Count);
    }

    [Fact]
    public void A_batch_that_waits_too_long_also_goes_another_way_until_it_is_final()
    {
        var lane = Lane();
        Open(lane, 1, At(0));
        Assert.False(lane.TryTakeDetour(At(9_000), At(3_000), out _));
        Take(lane, At(10));
        Assert.False(lane.TryTakeDetour(At(3_009), At(3_000), out _));

        Assert.True(lane.TryTakeDetour(At(3_010), At(3_000), out var batch));
        Assert.False(lane.TryTakeDetour(At(9_000), At(3_000), out _));
        lane.Detoured(batch, taken: true, At(9_000));
        Assert.False(lane.TryTakeDetour(At(10_999), At(3_000), out _));
        Assert.True(lane.TryTakeDetour(At(11_000), At(3_000), out _));

        Assert.True(lane.TryInclude(1, out _));
        lane.Detoured(batch, taken: true, At(12_000));
        Assert.False(lane.TryTakeDetour(At(99_000), At(3_000), out _));
    }

    [Fact]
    public void A_way_that_failed_is_tried_again_soon()
    {
        var lane = Lane();
        Open(lane, 1, At(0));
        Take(lane, At(0));
        Assert.True(lane.TryTakeDetour(At(3_000), At(3_000), out var batch));
        lane.Detoured(batch, taken: false, At(3_000));
        Assert.True(lane.TryTakeDetour(At(3_100), At(3_000), out _));
    }

    [Fact]
    public void A_cut_ends_where_the_kind_changes()
    {
        var lane = Lane(gather: 0);
        var kinds = new[] { BatchKind.System, BatchKind.Bundle, BatchKind.Bundle, BatchKind.System };
        for (var i = 0; i < kinds.Length; i++) lane.Add(i + 1, 10, kinds[i]);
        var ranges = new List<BatchRange>();
        while (lane.TryCut(At(0), out var range)) ranges.Add(range);
        Assert.Equal([new BatchRange(1, 1), new BatchRange(2, 3), new BatchRange(4, 4)], ranges);
    }

    [Fact]
    public void A_batch_is_not_sent_before_it_is_journaled()
    {
        var lane = Lane();
        lane.Add(1, 100);
        Assert.True(lane.TryCut(At(0), out var range));
        lane.Opened(new OpenBatch(1, range, 1_000));
        Assert.False(lane.TryTakeDue(At(1), out _));
        lane.Journaled(1);
        Assert.True(lane.TryTakeDue(At(1), out var due));
        Assert.Equal(1UL, due.Sequence);
    }

    [Fact]
    public void What_is_not_ordered_in_time_is_sent_again_ever_more_slowly()
    {
        var lane = Lane();
        Open(lane, 1, At(0));
        var sent = new List<int>();
        for (var now = 0; now <= 40_000; now += 50)
        {
            if (!lane.TryTakeDue(At(now), out var due)) continue;
            sent.Add(now);
            lane.Published(due, delivered: true, At(now));
        }
        Assert.Equal([0, 2_000, 6_000, 14_000, 29_000], sent);
    }

    [Fact]
    public void A_failed_publish_is_tried_again_soon()
    {
        var lane = Lane();
        Open(lane, 1, At(0));
        lane.Published(Take(lane, At(0)), delivered: false, At(0));
        Assert.False(lane.TryTakeDue(At(99), out _));
        Assert.True(lane.TryTakeDue(At(100), out _));
    }

    [Fact]
    public void Only_the_oldest_batches_are_sent_again()
    {
        var lane = Lane(window: 2, gather: 0);
        for (var i = 1; i <= 4; i++)
        {
            Open(lane, (ulong)i, At(0));
            lane.Published(Take(lane, At(0)), delivered: true, At(0));
        }
        var again = new List<ulong>();
        while (lane.TryTakeDue(At(2_000), out var due)) again.Add(due.Sequence);
        Assert.Equal([1, 2], again);
    }

    [Fact]
    public void Too_many_open_batches_make_entries_wait()
    {
        var lane = Lane(maxOpen: 1, window: 1);
        Open(lane, 1, At(0));
        lane.Published(Take(lane, At(0)), delivered: true, At(0));
        lane.Add(2, 100);
        Assert.False(lane.TryCut(At(1_000), out _));
        Assert.True(lane.TryInclude(1, out _));
        Assert.True(lane.TryCut(At(1_000), out _));
    }

    [Fact]
    public void An_expired_batch_is_replaced_by_one_with_the_same_entries()
    {
        var lane = Lane(gather: 0);
        Open(lane, 1, At(0), notAfter: 500);
        Open(lane, 2, At(0), notAfter: 600);
        var expired = new List<OpenBatch>();
        lane.Expire(500, expired);
        Assert.Empty(expired);
        lane.Expire(501, expired);
        Assert.Equal([1UL], expired.Select(batch => batch.Sequence));
        Assert.True(lane.TryCut(At(0), out var range));
        Assert.Equal(new BatchRange(1, 1), range);
    }

    [Fact]
    public void A_publish_that_returns_after_the_batch_is_final_changes_nothing()
    {
        var lane = Lane();
        Open(lane, 1, At(0));
        var due = Take(lane, At(0));
        Assert.True(lane.TryInclude(1, out _));
        lane.Published(due, delivered: true, At(1));
        Assert.True(lane.IsIdle);
        lane.Add(2, 100);
        Assert.True(lane.TryCut(At(20), out _));
    }

    /// <summary>How many batches 200 milliseconds of a stream make.</summary>
    /// <summary>Batches of 200 ms with an entry every millisecond.</summary>
    private static int Cuts(LaneBatches lane, int finality)
    {
        var cuts = new List<int>();
        for (var now = 1_000; now < 1_200; now++)
        {
            lane.Add(now, 10);
            for (var i = 0; i < cuts.Count; i++)
            {
                if (cuts[i] + finality == now) Assert.True(lane.TryInclude((ulong)i + 1, out _));
            }
            if (!lane.TryCut(At(now), out var range)) continue;
            cuts.Add(now);
            lane.Opened(new OpenBatch((ulong)cuts.Count, range, ulong.MaxValue));
        }
        return cuts.Count;
    }

    [Fact]
    public void What_waits_for_an_event_hides_no_time_that_comes()
    {
        var lane = Lane(maxOpen: 1, window: 1);
        Open(lane, 1, At(0));
        lane.Published(Take(lane, At(0)), delivered: true, At(0));
        lane.Add(2, 100);
        Assert.Equal(At(20), lane.NextDue(At(1)));
        Assert.Equal(At(2_000), lane.NextDue(At(20)));
        Assert.Null(lane.NextDue(At(2_000)));
    }

    private static OpenBatch Open(LaneBatches lane, ulong sequence, TimeSpan now, ulong notAfter = ulong.MaxValue)
    {
        lane.Add((long)sequence, 100);
        Assert.True(lane.TryCut(now, out var range));
        var batch = new OpenBatch(sequence, range, notAfter);
        lane.Opened(batch);
        lane.Journaled(sequence);
        return batch;
    }

    private static OpenBatch Take(LaneBatches lane, TimeSpan now)
    {
        Assert.True(lane.TryTakeDue(now, out var due));
        return due;
    }
}
