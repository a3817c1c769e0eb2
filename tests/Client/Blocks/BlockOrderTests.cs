using SharedSequencer.Protocol;

namespace SharedSequencer.Client.Tests.Blocks;

public sealed class BlockOrderTests
{
    private static readonly SampleNetwork Network = SampleNetwork.WithRollupBlocks(4);

    [Fact]
    public async Task The_order_of_any_block_is_recomputed_from_what_the_publisher_serves()
    {
        await using var publisher = await BlockServer.StartAsync([.. Network.Blocks.Select(block => block.Block)]);
        using var http = new HttpClient();
        var client = new BlockClient(http, publisher.Address);

        foreach (var block in Network.Blocks.Select(sample => sample.Block))
        {
            var order = await client.RecomputeOrderAsync(block.Header.Height, Network.Genesis, Token);

            Assert.NotNull(order);
            Assert.True(order.IsKept);
            Assert.Equal(
                block.Block.Certificates.Select(certificate => certificate.Digest),
                order.Places.Select(place => place.Certificate.Digest));
        }

        Assert.Null(await client.RecomputeOrderAsync(new Height(99), Network.Genesis, Token));
    }

    [Fact]
    public async Task A_block_that_is_not_final_or_altered_is_refused()
    {
        var last = Network.Blocks[^1].Block;
        var forged = last with { Finalization = Network.Blocks[0].Block.Finalization };
        var first = Network.Blocks[0].Block;
        var altered = last with
        {
            Block = last.Block with { Certificates = first.Block.Certificates },
            Batches = first.Batches,
        };

        Assert.Equal(BlockFault.NotFinalized, await FaultAsync(forged));
        Assert.Equal(BlockFault.WrongBatchesRoot, await FaultAsync(altered));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static async Task<BlockFault> FaultAsync(FinalizedBlock last)
    {
        await using var publisher = await BlockServer.StartAsync(
            [.. Network.Blocks.SkipLast(1).Select(block => block.Block), last]);
        using var http = new HttpClient();
        var failure = await Assert.ThrowsAsync<VerificationException>(() => new BlockClient(http, publisher.Address)
            .RecomputeOrderAsync(new Height((ulong)Network.Blocks.Count), Network.Genesis, Token));
        return failure.Fault;
    }
}
