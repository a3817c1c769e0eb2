namespace SharedSequencer.Protocol.Tests.Consensus;

public sealed class ServedBlocksTests
{
    private const int Behind = 1;

    private readonly RunningCommittee _committee = new(1, 1, 1, 1);

    [Fact]
    public void A_final_block_with_a_batch_that_its_ingress_did_not_sign_is_not_taken()
    {
        _committee.Loses = (_, to, _) => to == Behind;
        _committee.Submit(0, _committee.NextBatch());
        _committee.Run(TimeSpan.FromSeconds(2));
        var blocks = _committee.Blocks(0).ToList();
        Assert.Contains(blocks, block => block.Block.Certificates.Count > 0);

        _committee.Loses = (from, to, _) => to == Behind && from != 3;
        Deliver([.. blocks.Select(block => block with { Batches = [.. block.Batches!.Select(Resigned)] })]);
        var taken = _committee.Blocks(Behind).ToList();
        Assert.All(taken, block => Assert.Empty(block.Batches!));

        Deliver(blocks);
        Assert.True(_committee.Blocks(Behind).Count() > taken.Count);
        Assert.All(_committee.Blocks(Behind).SelectMany(block => block.Batches!), batch => Assert.True(batch.HasValidSignature()));
    }

    private void Deliver(List<FinalizedBlock> blocks)
    {
        _committee.Inject(3, Behind, new PeerMessage.FinalBlocks(blocks));
        _committee.Loses = (_, to, _) => to == Behind;
        _committee.Run(RunningCommittee.Hop);
        _committee.Loses = (from, to, _) => to == Behind && from != 3;
    }

    private static Batch Resigned(Batch batch)
    {
        var bytes = batch.Encoded.ToArray();
        bytes[^10] ^= 1;
        Assert.True(Batch.TryDecode(bytes, out var resigned, out _));
        Assert.False(resigned.HasValidSignature());
        return resigned;
    }
}
