using SharedSequencer.Protocol;

namespace SharedSequencer.Client.Tests.Blocks;

public sealed class BlockOrderTests
{
    private static readonly SampleNetwork Network = SampleNetwork.WithRollupBlocks(4);

    [Fact]
    public void The_order_of_every_block_comes_out_again_whatever_order_it_is_computed_from()
    {
        var follower = new ChainFollower(Network.Genesis);
        foreach (var block in Network.Blocks.Select(sample => sample.Block))
        {
            var shuffled = block.Block.Certificates.OrderBy(certificate => certificate.Digest);
            var order = BlockOrder.Recompute(shuffled, follower.State);

            Assert.Equal(block.Block.Certificates, order);
            Assert.True(BlockOrder.IsRecomputed(block.Block, follower.State));
            Assert.True(follower.TryApply(block, out _, out _));
        }
    }

    [Fact]
    public void Another_order_is_noticed()
    {
        var state = ChainState.AtGenesis(Network.Genesis);
        var certificates = Network.Blocks.SelectMany(sample => sample.Block.Block.Certificates).Take(3).ToList();
        var order = BlockOrder.Recompute(certificates, state);
        var block = Network.Blocks[0].Block.Block;

        Assert.True(order.Count > 1);
        Assert.True(BlockOrder.IsRecomputed(block with { Certificates = order }, state));
        Assert.False(BlockOrder.IsRecomputed(block with { Certificates = [.. order.Reverse()] }, state));
    }
}
