using SharedSequencer.Primitives;
using SharedSequencer.Testing;

namespace SharedSequencer.Protocol.Tests.Wire;

/// <summary>
/// Everything here is deterministic, signatures included (RFC 6979): the first eight bytes of one hash over all
/// encodings of a generated chain pin the formats. A change of a pinned hash is a change of the protocol and needs a migration.
/// </summary>
public sealed class WireFormatTests
{
    private static readonly TestNetwork Network = new(1, 2);

    [Fact]
    public void The_network_id_of_the_test_genesis_does_not_drift() => Assert.Equal(
        "0x77c3cedb44c943f7", Network.Genesis.NetworkId.ToString()[..18]);

    [Fact]
    public void The_blocks_of_a_generated_chain_do_not_drift() => Assert.Equal(
        "0x1563ec32f5bab4c9", HashOf(Chain().Blocks.Select(block => block.Encode())));

    [Fact]
    public void Votes_and_proofs_of_a_generated_chain_do_not_drift()
    {
        var effects = Chain().Effects;
        var votes = effects.OfType<CoreEffect.PersistVote>().Select(effect => effect.Vote.Encode());
        var proofs = effects.OfType<CoreEffect.Deliver>().SelectMany(delivered => delivered.Expanded.RollupBlocks
            .Select(block => RollupBlockProof.Of(block, delivered.Expanded, delivered.Block).Encode()));

        Assert.Equal("0x830c16dddf09bccd", HashOf(votes.Concat(proofs)));
    }

    [Fact]
    public void A_snapshot_of_a_generated_chain_does_not_drift() => Assert.Equal(
        "0x38531c7e36381f2c", HashOf([Chain().Core.Final.EncodeSnapshot()]));

    [Fact]
    public void Messages_between_validators_do_not_drift() => Assert.Equal(
        "0x05e8ce21ce45a2aa",
        HashOf(new PeerSamples().Messages.Where(message => message is not PeerMessage.FinalBlocks).Select(PeerMessageCodec.Encode)));

    [Fact]
    public void Proposals_and_evidence_do_not_drift()
    {
        var samples = new PeerSamples();

        Assert.Equal("0x717cf917be4a687b", HashOf(
            [samples.Of<PeerMessage.Proposed>().Proposal.Encode(), .. samples.Evidence.Select(evidence => evidence.Encode())]));
    }

    [Fact]
    public void The_word_for_a_transport_key_does_not_drift() => Assert.Equal(
        "0xc63d8bd3dd6a3f4e", HashOf([PeerIdentity.Sign([1, 2, 3], Network.Genesis.NetworkId, Network.Signer).Encode()]));

    [Fact]
    public void Bundles_and_all_that_is_said_about_them_do_not_drift() => Assert.Equal(
        "0x156bc27b4edbbeb4", HashOf(new BundleSamples().Items.Select(item => item.Encode())));

    [Fact]
    public void The_blocks_proofs_and_snapshot_of_a_chain_with_bundles_do_not_drift()
    {
        var chain = new BundleSamples().Chain;
        var proofs = chain.Blocks.SelectMany(block =>
            Enumerable.Range(0, block.Outcomes.Count).Select(index => OutcomeProof.Of(block, index).Encode()));

        Assert.Equal("0x7667f551e9f7f33b", HashOf(chain.Blocks.Select(block => block.Encode())));
        Assert.Equal("0xfb573703e68d3ce9", HashOf(proofs));
        Assert.Equal("0x2853e40c3912ce0e", HashOf([chain.Core.Final.EncodeSnapshot()]));
    }

    [Fact]
    public void A_vote_survives_its_encoding()
    {
        foreach (var vote in Chain().Effects.OfType<CoreEffect.PersistVote>().Select(effect => effect.Vote))
        {
            Assert.True(Vote.TryDecode(vote.Encode(), out var decoded));
            Assert.Equal(vote, decoded);
        }
    }

    [Fact]
    public void A_copy_with_a_change_has_a_hash_of_its_own()
    {
        var header = Chain().Blocks[^1].Header;
        var batch = Chain().Blocks[^1].Block.Certificates[0].Batch;

        Assert.NotEqual(header.Hash, (header with { View = header.View.Next }).Hash);
        Assert.NotEqual(batch.Digest, (batch with { Sequence = 9 }).Digest);
        Assert.NotEqual(Network.Genesis.NetworkId, (Network.Genesis with { Name = "other" }).NetworkId);
    }

    [Fact]
    public void A_genesis_survives_its_file()
    {
        var read = GenesisJson.Parse(GenesisJson.Write(Network.Genesis));

        Assert.Equal(Network.Genesis.NetworkId, read.NetworkId);
    }

    [Theory]
    [InlineData("{}", "validators")]
    [InlineData("[]", "not a JSON object")]
    [InlineData("{", "genesis")]
    public void A_broken_genesis_file_says_what_is_wrong(string json, string named)
    {
        var problem = Assert.Throws<FormatException>(() => GenesisJson.Parse(json));

        Assert.Contains(named, problem.Message, StringComparison.Ordinal);
    }

    private static TestChain Chain() => new TestChain(Network).Register()
        .Order(new RollupId(1), [1], [2, 3]).Order(new RollupId(2), [4]).NextBlock().Order(new RollupId(1), [5], []);

    private static string HashOf(IEnumerable<byte[]> encodings) =>
        Keccak256.Hash([.. encodings.SelectMany(encoding => encoding)]).ToString()[..18];
}
