using SharedSequencer.Testing;

namespace SharedSequencer.Protocol.Tests.Verification;

public sealed class FinalityProofTests
{
    private static readonly TestNetwork Network = new(1);
    private readonly TestChain _chain = new TestChain(Network).Register().Order(new RollupId(1), [1], [2]).NextBlock();

    [Theory]
    [InlineData(0)]
    [InlineData(1UL << 63)]
    [InlineData(ulong.MaxValue)]
    public void A_made_up_height_with_descendants_is_refused_by_every_verifier(ulong height)
    {
        var delivered = _chain.Effects.OfType<CoreEffect.Deliver>().First(effect => effect.Expanded.RollupBlocks.Count > 0);
        var header = delivered.Block.Header with { Height = new Height(height) };
        var descendant = _chain.Blocks[^1].Header with { Parent = header.Hash };
        var block = delivered.Block with { Block = delivered.Block.Block with { Header = header }, Descendants = [descendant] };
        var slice = delivered.Expanded.RollupBlocks[0];
        var rollup = slice.Header with { Height = header.Height };
        var head = new HeadProof(new RollupHead(rollup.Rollup, rollup.Number, rollup.Hash(), RollupStatus.Active), 0, 1, []);
        header = header with { RollupsRoot = head.Head.LeafHash() };
        descendant = descendant with { Parent = header.Hash };
        var proof = new RollupBlockProof
        {
            RollupBlock = RollupBlock.Of(rollup, slice.Transactions, slice.TransactionHashes),
            Finality = new FinalityProof { Header = header, Finalization = block.Finalization, Descendants = [descendant] },
            Head = head,
        };

        Assert.Equal(BlockFault.NotFinalized, block.Finality.Check(Network.Genesis));
        Assert.Equal(BlockFault.NotFinalized, proof.Check(Network.Genesis));
        Assert.Equal(BlockFault.NotFinalized, InclusionProof.Of(proof, 0).Check(Network.Genesis));
        Assert.False(LightFollower.AtGenesis(Network.Genesis).TryApply(block, out _));
        Assert.False(new ChainFollower(Network.Genesis).TryApply(block, out _, out _));
    }

    [Fact]
    public void Every_header_up_to_the_finalized_one_is_of_the_network_and_the_epoch()
    {
        var committee = new TestCommittee(1, 1, 1, 1);
        var header = committee.Propose(1, null).Block.Header;
        var right = header with { Height = new Height(2), View = new View(2), Parent = header.Hash };
        BlockFault Check(BlockHeader between)
        {
            var tip = header with { Height = new Height(3), View = new View(3), Parent = between.Hash };
            var finalization = committee.Decide(VoteKind.Finalize, 3, tip.Hash, 3);
            var proof = new FinalityProof { Header = header, Finalization = finalization, Descendants = [between, tip] };
            return proof.Check(committee.Genesis);
        }

        Assert.Equal(BlockFault.None, Check(right));
        Assert.Equal(BlockFault.WrongNetwork, Check(right with { Network = Network.Genesis.NetworkId }));
        Assert.Equal(BlockFault.WrongEpoch, Check(right with { Epoch = new Epoch(1) }));
        Assert.Equal(BlockFault.NotFinalized, Check(right with { Height = new Height(3) }));
    }

    [Fact]
    public void A_finalization_further_away_than_a_proof_may_reach_proves_nothing()
    {
        var committee = new TestCommittee(1);
        List<BlockHeader> headers = [committee.Propose(1, null).Block.Header];
        while (headers.Count <= ProtocolDefaults.MaxDescendants + 1)
        {
            headers.Add(headers[^1] with { Height = headers[^1].Height.Next, Parent = headers[^1].Hash });
        }

        FinalityProof From(int first) => new()
        {
            Header = headers[first],
            Finalization = committee.Decide(VoteKind.Finalize, 1, headers[^1].Hash, 1),
            Descendants = headers[(first + 1)..],
        };
        Assert.Equal(BlockFault.NotFinalized, From(0).Check(committee.Genesis));
        Assert.Equal(BlockFault.None, From(1).Check(committee.Genesis));
    }

    [Fact]
    public void No_height_follows_the_last_there_is_and_none_comes_before_the_first()
    {
        Assert.True(new Height(1).Follows(new Height(0)));
        Assert.True(new Height(ulong.MaxValue).Follows(new Height(ulong.MaxValue - 1)));
        Assert.False(new Height(0).Follows(new Height(ulong.MaxValue)));
        Assert.False(new Height(3).Follows(new Height(3)));
    }
}
