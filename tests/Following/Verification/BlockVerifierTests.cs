using SharedSequencer.Protocol;
using SharedSequencer.Testing;

namespace SharedSequencer.Following.Tests.Verification;

public sealed class BlockVerifierTests
{
    private static readonly TestNetwork Network = new(1);

    private readonly TestChain _chain = new TestChain(Network).Register().Order(new RollupId(1), [1, 2, 3]).NextBlock();
    private readonly BlockVerifier _verifier = new(ChainState.AtGenesis(Network.Genesis));

    [Fact]
    public void A_chain_is_taken_block_by_block_with_the_states_around_each()
    {
        foreach (var block in _chain.Blocks)
        {
            var before = _verifier.State;
            var encoded = block.Encode();

            Assert.True(_verifier.TryTake(encoded, out var verified, out var refusal), refusal?.ToString());
            Assert.Same(before, verified.Before);
            Assert.Same(_verifier.State, verified.After);
            Assert.Equal(block.Header.Hash, verified.After.BlockHash);
            Assert.Equal(encoded, verified.Encoded.ToArray());
            Assert.Equal(block.Header.Hash, verified.Block.Header.Hash);
            Assert.Equal(block.Header.Hash, verified.Expanded.Header.Hash);
        }
    }

    [Fact]
    public void What_is_no_block_is_refused_as_malformed_and_changes_nothing()
    {
        Assert.False(_verifier.TryTake(new byte[] { 1, 2, 3 }, out _, out var refusal));

        Assert.Equal(new BlockRefusal(new Height(1), null, BlockFault.Malformed), refusal);
        Assert.True(_verifier.TryTake(_chain.Blocks[0].Encode(), out _, out _));
    }

    [Fact]
    public void A_block_that_breaks_a_rule_is_refused_with_what_it_says_of_itself_and_changes_nothing()
    {
        var later = _chain.Blocks[1];

        Assert.False(_verifier.TryTake(later.Encode(), out _, out var refusal));

        Assert.Equal((new Height(1), BlockFault.NotNext), (refusal.Expected, refusal.Fault));
        Assert.Contains(later.Header.Hash.ToString(), refusal.ToString());
        Assert.True(_verifier.TryTake(_chain.Blocks[0].Encode(), out _, out _));
    }

    [Fact]
    public void A_block_without_its_batches_is_refused()
    {
        var empty = _chain.Blocks.TakeWhile(block => block.Block.Certificates.Count == 0).Count();
        foreach (var block in _chain.Blocks.Take(empty)) Assert.True(_verifier.TryTake(block.Encode(), out _, out _));

        Assert.False(_verifier.TryTake(_chain.Blocks[empty].WithoutBatches().Encode(), out _, out var refusal));

        Assert.Equal(BlockFault.WrongBatches, refusal.Fault);
    }
}
