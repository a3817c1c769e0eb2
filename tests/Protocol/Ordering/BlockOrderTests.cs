using SharedSequencer.Protocol.Tests.Consensus;
using SharedSequencer.Testing;

namespace SharedSequencer.Protocol.Tests.Ordering;

public sealed class BlockOrderTests
{
    private static readonly Lazy<(Genesis Genesis, IReadOnlyList<FinalizedBlock> Blocks)> Chain = new(Make);

    [Fact]
    public void The_order_of_every_block_of_a_committee_comes_out_again()
    {
        var follower = new ChainFollower(Chain.Value.Genesis);
        foreach (var block in Chain.Value.Blocks)
        {
            Assert.True(BlockOrder.Of(block.Block, follower.State).IsKept);
            Assert.True(follower.TryApply(block, out _, out var fault), fault.ToString());
        }

        Assert.Contains(Chain.Value.Blocks, block => block.Block.Certificates.Count > 2);
    }

    [Fact]
    public void The_few_blocks_before_tell_the_same_as_the_whole_chain()
    {
        var follower = new ChainFollower(Chain.Value.Genesis);
        var before = new Stack<Block>();
        var read = 0;
        foreach (var block in Chain.Value.Blocks)
        {
            var whole = BlockOrder.Of(block.Block, follower.State);
            var few = Audit(block.Block, before, out var count);
            read += count;

            Assert.Equal(whole.Places.Select(place => place.Key), few.Places.Select(place => place.Key));
            Assert.True(few.IsKept);
            Assert.True(follower.TryApply(block, out _, out _));
            before.Push(block.Block);
        }

        Assert.InRange(read, 1, 4 * Chain.Value.Blocks.Count);
    }

    [Fact]
    public void A_place_shows_the_arrivals_that_decided_it()
    {
        var block = Chain.Value.Blocks.First(block => block.Block.Certificates.Count > 2).Block;
        var state = StateBefore(block);

        foreach (var place in BlockOrder.Of(block, state).Places)
        {
            var times = place.Arrivals.Select(arrival => arrival.Arrival).ToList();
            Assert.Equal(times.Order(), times);
            Assert.Contains(place.Median, times);
            Assert.True(place.EffectiveTime >= place.Median);
            Assert.Equal(block.Certificates[place.Given], place.Certificate);
        }
    }

    [Fact]
    public void Another_order_and_a_certificate_twice_are_noticed()
    {
        var block = Chain.Value.Blocks.First(block => block.Block.Certificates.Count > 2).Block;
        var state = StateBefore(block);
        var reversed = block with { Certificates = [.. block.Certificates.Reverse()] };
        var repeated = block with { Certificates = [block.Certificates[0], .. block.Certificates] };

        Assert.False(BlockOrder.Of(reversed, state).IsKept);
        Assert.False(BlockOrder.Of(repeated, state).IsKept);
        Assert.Equal(
            block.Certificates.Select(certificate => certificate.Digest),
            BlockOrder.Of(reversed, state).Places.Select(place => place.Certificate.Digest));
    }

    [Fact]
    public void What_is_not_the_block_before_is_refused()
    {
        var blocks = Chain.Value.Blocks.Select(block => block.Block).ToList();
        var index = blocks.FindLastIndex(block => block.Certificates.Count > 0);
        var wrong = new OrderAudit(blocks[index], Chain.Value.Genesis);
        wrong.Take(blocks[0]);
        var emptied = new OrderAudit(blocks[index] with { Certificates = [] }, Chain.Value.Genesis);

        Assert.Equal(BlockFault.WrongParent, wrong.Fault);
        Assert.False(wrong.NeedsAncestor);
        Assert.Throws<InvalidOperationException>(wrong.Finish);
        Assert.Equal(BlockFault.WrongBatchesRoot, emptied.Fault);
    }

    private static BlockOrder Audit(Block block, IEnumerable<Block> before, out int count)
    {
        count = 0;
        var audit = new OrderAudit(block, Chain.Value.Genesis);
        foreach (var ancestor in before.TakeWhile(_ => audit.NeedsAncestor))
        {
            audit.Take(ancestor);
            count++;
        }

        Assert.Equal(BlockFault.None, audit.Fault);
        return audit.Finish();
    }

    private static ChainState StateBefore(Block block)
    {
        var follower = new ChainFollower(Chain.Value.Genesis);
        Assert.All(
            Chain.Value.Blocks.TakeWhile(other => other.Header.Height < block.Header.Height),
            other => Assert.True(follower.TryApply(other, out _, out _)));
        return follower.State;
    }

    // Four validators under load, from two ingresses over all of them, so that arrivals differ.
    private static (Genesis Genesis, IReadOnlyList<FinalizedBlock> Blocks) Make()
    {
        var committee = new RunningCommittee(1, 1, 1, 1);
        committee.Run(TimeSpan.FromSeconds(1));
        for (var i = 0; i < 40; i++)
        {
            committee.Submit(i % 4, committee.NextBatch());
            committee.Run(TimeSpan.FromMilliseconds(i * 7 % 23));
        }

        committee.Run(TimeSpan.FromSeconds(2));
        return (committee.Committee.Genesis, [.. committee.Blocks(0)]);
    }
}
