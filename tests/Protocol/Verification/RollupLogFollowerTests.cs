using SharedSequencer.Primitives;
using SharedSequencer.Testing;

namespace SharedSequencer.Protocol.Tests.Verification;

public sealed class RollupLogFollowerTests
{
    private static readonly TestNetwork Network = new(1, 2, 3);
    private static readonly RollupId One = new(1);
    private readonly TestChain _chain = new TestChain(Network).Register()
        .Order(One, [1], [2], [3]).Order(new RollupId(2), [9]).Order(One, [4]).NextBlock().Order(One, [5]);

    [Fact]
    public void The_log_of_a_rollup_follows_and_is_complete_at_the_last_head()
    {
        var follower = new RollupLogFollower(Network.Genesis, One, 0, default);
        foreach (var proof in Proofs())
        {
            Assert.True(RollupBlockProof.TryDecode(proof.Encode(), out var decoded));
            Assert.Equal(proof.Encode(), decoded.Encode());
            Assert.True(follower.TryApply(decoded, out var fault), fault.ToString());
        }

        var last = Delivered().Last();
        Assert.Equal(3UL, follower.Number);
        Assert.True(follower.IsCompleteAt(last.Expanded.ProveHead(One), last.Block.Header));
    }

    [Fact]
    public void A_withheld_rollup_block_shows_as_a_gap_or_by_the_head()
    {
        var proofs = Proofs();
        var follower = new RollupLogFollower(Network.Genesis, One, 0, default);
        Assert.True(follower.TryApply(proofs[0], out _));

        Assert.False(follower.TryApply(proofs[2], out var gap));
        Assert.Equal(BlockFault.NotNext, gap);
        Assert.True(follower.TryApply(proofs[1], out _));
        var last = Delivered().Last();
        Assert.False(follower.IsCompleteAt(last.Expanded.ProveHead(One), last.Block.Header));
    }

    [Fact]
    public void A_rollup_block_of_another_rollup_or_a_repeated_one_is_refused()
    {
        var follower = new RollupLogFollower(Network.Genesis, new RollupId(2), 0, default);
        Assert.False(follower.TryApply(Proofs()[0], out var foreign));
        Assert.Equal(BlockFault.WrongRollupBlock, foreign);

        follower = new RollupLogFollower(Network.Genesis, One, 0, default);
        Assert.True(follower.TryApply(Proofs()[0], out _));
        Assert.False(follower.TryApply(Proofs()[0], out var repeated));
        Assert.Equal(BlockFault.NotNext, repeated);
    }

    [Fact]
    public void A_notarization_proves_nothing()
    {
        var proof = Proofs()[0];
        var notarization = proof.Finality.Finalization with
        {
            Kind = VoteKind.Notarize,
            Votes = [new VoteSignature(default, Network.ValidatorKey.Sign(Vote.Digest(
                VoteKind.Notarize, Network.Genesis.NetworkId, default, proof.Header.View, proof.Header.Hash)))],
        };

        Assert.True(notarization.IsValid(Network.Genesis.Committee, Network.Genesis.NetworkId));
        Assert.Equal(
            BlockFault.NotFinalized,
            (proof with { Finality = proof.Finality with { Finalization = notarization } }).Check(Network.Genesis));
    }

    [Fact]
    public void Changed_bytes_of_a_proof_never_throw_and_never_verify()
    {
        var encoded = Proofs()[0].Encode();
        for (var position = 0; position < encoded.Length; position++)
        {
            var bytes = encoded.ToArray();
            bytes[position] ^= 0x41;
            if (RollupBlockProof.TryDecode(bytes, out var proof))
            {
                Assert.NotEqual(BlockFault.None, proof.Check(Network.Genesis));
            }
        }
    }

    [Fact]
    public void An_inclusion_proof_holds_for_its_transaction_and_for_no_other()
    {
        var proof = Proofs()[0];
        for (var i = 0; i < 3; i++)
        {
            var inclusion = InclusionProof.Of(proof, i);
            Assert.True(InclusionProof.TryDecode(inclusion.Encode(), out var decoded));
            Assert.Equal(inclusion.Encode(), decoded.Encode());
            Assert.Equal(Keccak256.Hash([(byte)(i + 1)]), decoded.Transaction);
            Assert.Equal(BlockFault.None, decoded.Check(Network.Genesis));
            Assert.Equal(BlockFault.WrongRollupBlock, (decoded with { Index = (i + 1) % 3 }).Check(Network.Genesis));
            Assert.Equal(
                BlockFault.WrongRollupBlock,
                (decoded with { Transaction = Keccak256.Hash([77]) }).Check(Network.Genesis));
        }
    }

    [Fact]
    public void Changed_bytes_of_an_inclusion_proof_never_throw_and_never_verify()
    {
        var encoded = InclusionProof.Of(Proofs()[0], 1).Encode();
        for (var position = 0; position < encoded.Length; position++)
        {
            var bytes = encoded.ToArray();
            bytes[position] ^= 0x41;
            if (InclusionProof.TryDecode(bytes, out var proof))
            {
                Assert.NotEqual(BlockFault.None, proof.Check(Network.Genesis));
            }
        }
    }

    private IEnumerable<CoreEffect.Deliver> Delivered() => _chain.Effects.OfType<CoreEffect.Deliver>();

    private List<RollupBlockProof> Proofs() => [.. Delivered().SelectMany(delivered => delivered.Expanded.RollupBlocks
        .Where(block => block.Header.Rollup == One)
        .Select(block => RollupBlockProof.Of(block, delivered.Expanded, delivered.Block)))];
}
