using SharedSequencer.Ordering.Dispatch;
using SharedSequencer.Protocol;
using SharedSequencer.Testing;

namespace SharedSequencer.Ordering.Tests.Dispatch;

public sealed class DispatchBoardTests
{
    private static readonly Lane Lane = new(1);
    private readonly DispatchBoard _board = new();
    private readonly List<FinalizedBlock> _blocks = Blocks();

    [Fact]
    public void While_a_queue_is_told_the_news_that_come_in_are_merged_into_one_notice()
    {
        Assert.True(_board.Add(Lane, News(0)));
        Assert.Equal(1UL, _board.Take(Lane).Notice().Last.Single().Sequence);
        Assert.False(_board.Add(Lane, News(1)));
        Assert.False(_board.Add(Lane, News(2)));

        Assert.True(_board.Finish(Lane, told: true));
        var notice = _board.Take(Lane).Notice();

        Assert.Equal(3UL, notice.Last.Single().Sequence);
        Assert.Equal(_blocks[2].Header.Height.Value, notice.Height);
        Assert.False(_board.Finish(Lane, told: true));
        Assert.True(_board.Add(Lane, News(2)));
    }

    [Fact]
    public void What_was_not_told_is_told_again_with_what_came_meanwhile()
    {
        _board.Add(Lane, News(0));
        _board.Take(Lane);
        Assert.True(_board.Finish(Lane, told: false));
        Assert.Equal(1UL, _board.Take(Lane).Notice().Last.Single().Sequence);
        _board.Add(Lane, News(1));
        Assert.True(_board.Finish(Lane, told: false));

        var news = _board.Take(Lane);

        Assert.Equal(2UL, news.Notice().Last.Single().Sequence);
        Assert.Equal(_blocks[0].Header.Height, news.First);
    }

    [Fact]
    public void Everything_is_told_up_to_the_oldest_block_that_some_queue_was_not_told_of()
    {
        _board.Reach(_blocks[^1].Header.Height);
        Assert.Equal(_blocks[^1].Header.Height, _board.Told);

        _board.Add(Lane, News(1));
        Assert.Equal(_blocks[1].Header.Height.Value - 1, _board.Told.Value);
        _board.Take(Lane);
        _board.Add(Lane, News(2));
        Assert.Equal(_blocks[1].Header.Height.Value - 1, _board.Told.Value);
        _board.Finish(Lane, told: true);
        Assert.Equal(_blocks[2].Header.Height.Value - 1, _board.Told.Value);
        _board.Take(Lane);
        _board.Finish(Lane, told: true);

        Assert.Equal(_blocks[^1].Header.Height, _board.Told);
    }

    private LaneNews News(int block) => LaneNews.Of(
        _blocks[block].Header, _blocks[block].Block.Certificates.Select(item => item.Batch), trace: default);

    /// <summary>Three blocks with the batches 1, 2 and 3 of one lane.</summary>
    private static List<FinalizedBlock> Blocks()
    {
        var chain = new TestChain(new TestNetwork(1)).Register();
        var sample = new SampleNetwork();
        for (var i = 0; i < 3; i++)
        {
            chain.Order(new RollupId(1), sample.Transfer().ToArray());
        }

        return [.. chain.Blocks.Where(
            block => block.Block.Certificates.Any(item => !item.Batch.Lane.IsShared))];
    }
}
