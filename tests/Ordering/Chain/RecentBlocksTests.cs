using Microsoft.Extensions.Time.Testing;
using SharedSequencer.Ordering.Chain;
using SharedSequencer.Protocol;
using SharedSequencer.Testing;

namespace SharedSequencer.Ordering.Tests.Chain;

public sealed class RecentBlocksTests
{
    private readonly TestChain _chain = new TestChain(new TestNetwork(1)).Register();
    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Never => TestContext.Current.CancellationToken;

    [Fact]
    public void The_newest_blocks_are_kept_up_to_the_bound_and_older_ones_are_asked_elsewhere()
    {
        var recent = Fill(new RecentBlocks(maxBytes: 3_000, fewestBlocks: 1, _time), blocks: 20);
        var head = _chain.Blocks[^1].Header.Height;

        Assert.Null(recent.From(new Height(1), 10, long.MaxValue, bodies: true));
        Assert.Null(recent.From(head.Next, 10, long.MaxValue, bodies: true));
        Assert.Equal(head, Assert.Single(recent.From(head, 10, long.MaxValue, bodies: true)!).Header.Height);
    }

    [Fact]
    public void Those_that_may_not_be_in_the_journal_yet_are_kept_whatever_their_size()
    {
        var recent = Fill(new RecentBlocks(maxBytes: 0, fewestBlocks: 16, _time), blocks: 20);
        var head = _chain.Blocks[^1].Header.Height.Value;

        Assert.Null(recent.From(new Height(head - 16), 100, long.MaxValue, bodies: true));
        Assert.Equal(16, recent.From(new Height(head - 15), 100, long.MaxValue, bodies: true)!.Count);
    }

    [Fact]
    public void An_answer_holds_consecutive_blocks_up_to_its_bounds_and_at_least_one()
    {
        var recent = Fill(new RecentBlocks(maxBytes: 1_000_000, fewestBlocks: 1, _time), blocks: 20);

        var limited = recent.From(new Height(5), limit: 4, long.MaxValue, bodies: true)!;
        var small = recent.From(new Height(5), limit: 4, maxAnswerBytes: 1, bodies: true)!;

        Assert.Equal([5UL, 6UL, 7UL, 8UL], limited.Select(block => block.Header.Height.Value));
        Assert.Single(small);
    }

    [Fact]
    public void What_a_block_says_counts_towards_the_bounds_like_what_it_holds()
    {
        var items = Enumerable.Repeat(Array.Empty<byte>(), 1_000).ToArray();
        _chain.Order(new RollupId(1), items).Order(new RollupId(1), items);
        var recent = Fill(new RecentBlocks(maxBytes: 1_000_000, fewestBlocks: 1, _time), blocks: 0);
        var first = _chain.Blocks.First(block => block.Outcomes.Count == items.Length).Header.Height;

        Assert.Single(recent.From(first, limit: 2, maxAnswerBytes: 50_000, bodies: false)!);
        Assert.Equal(2, recent.From(first, limit: 2, maxAnswerBytes: 500_000, bodies: false)!.Count);
    }

    [Fact]
    public void Bodies_come_along_only_when_asked_for()
    {
        var recent = Fill(new RecentBlocks(maxBytes: 1_000_000, fewestBlocks: 1, _time), blocks: 1);

        Assert.NotNull(recent.From(new Height(1), 1, long.MaxValue, bodies: true)!.Single().Batches);
        Assert.Null(recent.From(new Height(1), 1, long.MaxValue, bodies: false)!.Single().Batches);
    }

    [Fact]
    public async Task Who_waits_for_a_height_goes_on_when_it_has_come_and_not_before()
    {
        var recent = new RecentBlocks(maxBytes: 1_000_000, fewestBlocks: 1, _time);
        Fill(recent, blocks: 1);
        var head = _chain.Blocks[^1].Header.Height;
        Assert.True(recent.WaitFor(head, TimeSpan.FromSeconds(1), Never).IsCompletedSuccessfully);

        var waiting = recent.WaitFor(head.Next.Next, TimeSpan.FromSeconds(1), Never);
        TakeNext(recent);
        Assert.False(waiting.IsCompleted);
        TakeNext(recent);

        await waiting.WaitAsync(Never);
    }

    [Fact]
    public async Task Who_waits_in_vain_goes_on_when_the_time_is_over()
    {
        var recent = new RecentBlocks(maxBytes: 1_000_000, fewestBlocks: 1, _time);

        var waiting = recent.WaitFor(new Height(1), TimeSpan.FromSeconds(1), Never);
        _time.Advance(TimeSpan.FromMilliseconds(999));
        Assert.False(waiting.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));

        await waiting.WaitAsync(Never);
    }

    private void TakeNext(RecentBlocks recent)
    {
        _chain.NextBlock();
        var delivered = _chain.Effects.OfType<CoreEffect.Deliver>().Last();
        recent.Take(delivered.Block, delivered.Expanded);
    }

    private RecentBlocks Fill(RecentBlocks recent, int blocks)
    {
        for (var i = 0; i < blocks; i++)
        {
            _chain.NextBlock();
        }

        foreach (var delivered in _chain.Effects.OfType<CoreEffect.Deliver>())
        {
            recent.Take(delivered.Block, delivered.Expanded);
        }

        return recent;
    }
}
