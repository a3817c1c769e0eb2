using SharedSequencer.Protocol;

namespace SharedSequencer.Client.Tests.Blocks;

public sealed class BlockClientTests
{
    private static readonly SampleNetwork Network = SampleNetwork.WithRollupBlocks(4);

    [Fact]
    public async Task Every_block_to_the_head_is_verified_from_the_genesis()
    {
        var follower = new ChainFollower(Network.Genesis);

        var heights = await VerifyAsync(follower, [.. Network.Blocks.Select(block => block.Block)]);

        Assert.Equal(Network.Blocks.Count, heights);
        Assert.Equal(4UL, HeadOf(follower));
    }

    [Fact]
    public async Task The_verified_registry_shows_that_a_log_is_complete()
    {
        var follower = new ChainFollower(Network.Genesis);
        await VerifyAsync(follower, [.. Network.Blocks.Select(block => block.Block)]);
        var log = new RollupLogFollower(Network.Genesis, SampleNetwork.First, 0, default);
        var proofs = Network.LogOf(SampleNetwork.First);

        Assert.All(proofs.SkipLast(1), proof => Assert.True(log.TryApply(proof, out _)));
        Assert.False(log.IsCompleteAt(proofs[^1].Head, proofs[^1].Header));
        Assert.True(log.TryApply(proofs[^1], out _));
        Assert.True(log.IsCompleteAt(proofs[^1].Head, proofs[^1].Header));
    }

    [Fact]
    public async Task A_left_out_block_is_noticed()
    {
        List<FinalizedBlock> blocks = [.. Network.Blocks.Select(block => block.Block)];
        blocks.RemoveAt(2);

        Assert.Equal(BlockFault.NotNext, await FaultAsync(blocks));
    }

    [Fact]
    public async Task A_block_with_the_batches_of_another_is_noticed()
    {
        List<FinalizedBlock> blocks = [.. Network.Blocks.Select(block => block.Block)];
        var last = blocks.Count - 1;
        blocks[last] = blocks[last] with { Batches = blocks[last - 1].Batches };

        Assert.Equal(BlockFault.WrongBatches, await FaultAsync(blocks));
    }

    [Fact]
    public async Task Certificates_that_the_header_does_not_commit_to_are_noticed()
    {
        List<FinalizedBlock> blocks = [.. Network.Blocks.Select(block => block.Block)];
        var last = blocks.Count - 1;
        blocks[last] = blocks[last] with
        {
            Block = blocks[last].Block with { Certificates = blocks[last - 1].Block.Certificates },
            Batches = blocks[last - 1].Batches,
        };

        Assert.Equal(BlockFault.WrongBatchesRoot, await FaultAsync(blocks));
    }

    private static ulong HeadOf(ChainFollower follower) =>
        follower.State.Registry.TryGet(SampleNetwork.First, out var record) ? record.Head.Number : 0;

    private static async Task<BlockFault> FaultAsync(IReadOnlyList<FinalizedBlock> blocks)
    {
        var failure = await Assert.ThrowsAsync<VerificationException>(
            () => VerifyAsync(new ChainFollower(Network.Genesis), blocks));
        return failure.Fault;
    }

    private static async Task<int> VerifyAsync(ChainFollower follower, IReadOnlyList<FinalizedBlock> blocks)
    {
        await using var publisher = await BlockServer.StartAsync(blocks);
        using var http = new HttpClient();
        return await new BlockClient(http, publisher.Address)
            .VerifyToHeadAsync(follower, TestContext.Current.CancellationToken)
            .CountAsync(TestContext.Current.CancellationToken);
    }
}
