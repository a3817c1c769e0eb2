using SharedSequencer.Primitives;
using SharedSequencer.Testing;

namespace SharedSequencer.Protocol.Tests.Verification;

public sealed class OutcomeProofTests
{
    private static readonly BundleSamples Samples = new();

    private static IEnumerable<OutcomeProof> Proofs => Samples.Chain.Blocks.SelectMany(block =>
        Enumerable.Range(0, block.Outcomes.Count).Select(index => OutcomeProof.Of(block, index)));

    [Fact]
    public void Every_outcome_of_a_final_block_is_provable_and_its_proof_survives_its_encoding()
    {
        Assert.All(Proofs, proof =>
        {
            Assert.True(OutcomeProof.TryDecode(proof.Encode(), out var decoded));
            Assert.Equal(proof.Encode(), decoded.Encode());
            Assert.Equal(proof.Outcome, decoded.Outcome);
            Assert.Equal(BlockFault.None, decoded.Check(Samples.Network.Genesis));
        });
        Assert.Equal(
            [OutcomeKind.Operation, OutcomeKind.Bundle, OutcomeKind.Decision, OutcomeKind.BundleItem],
            Proofs.Select(proof => proof.Outcome.Kind).Distinct().Order());
    }

    [Fact]
    public void No_block_tells_of_more_outcomes_or_longer_ones_than_readers_are_ready_for()
    {
        var longest = new Outcome(OutcomeKind.BundleItem, new Lane(ulong.MaxValue), Keccak256.Hash([1]), OutcomeCode.NotExpired);
        var full = Samples.Chain.Blocks[0] with { Outcomes = [.. Enumerable.Repeat(longest, ProtocolDefaults.MaxBlockOutcomes)] };

        Assert.InRange(full.Encode().Length, 1, ProtocolDefaults.MaxBlockOutcomes * ProtocolDefaults.MaxOutcomeBytes);
        Assert.True(FinalizedBlock.TryDecode(full.Encode(), out _));
        Assert.False(FinalizedBlock.TryDecode((full with { Outcomes = [.. full.Outcomes, longest] }).Encode(), out _));
    }

    [Fact]
    public void A_proof_by_a_descendant_holds_too()
    {
        var blocks = Samples.Chain.Blocks;
        var at = blocks.ToList().FindIndex(block => block.Outcomes.Any(outcome => outcome.Kind == OutcomeKind.Bundle));
        var late = blocks[at] with
        {
            Finalization = blocks[at + 2].Finalization,
            Descendants = [blocks[at + 1].Header, blocks[at + 2].Header],
        };

        Assert.Equal(BlockFault.None, OutcomeProof.Of(late, 0).Check(Samples.Network.Genesis));
        Assert.Equal(
            BlockFault.NotFinalized,
            OutcomeProof.Of(late with { Descendants = [blocks[at + 2].Header] }, 0).Check(Samples.Network.Genesis));
    }

    [Fact]
    public void Another_outcome_place_or_block_proves_nothing_nor_does_a_notarization()
    {
        var genesis = Samples.Network.Genesis;
        var proof = Proofs.First(one => one.Count > 2);
        var header = proof.Header;
        var notarized = proof.Finality.Finalization with
        {
            Kind = VoteKind.Notarize,
            Votes = [new VoteSignature(default, Samples.Network.ValidatorKey.Sign(
                Vote.Digest(VoteKind.Notarize, genesis.NetworkId, default, header.View, header.Hash)))],
        };
        var other = proof.Finality with { Header = header with { Timestamp = default } };

        Assert.Equal(
            BlockFault.WrongOutcomesRoot,
            (proof with { Outcome = proof.Outcome with { Code = OutcomeCode.Committed } }).Check(genesis));
        Assert.Equal(BlockFault.WrongOutcomesRoot, (proof with { Index = 1 }).Check(genesis));
        Assert.Equal(BlockFault.WrongOutcomesRoot, (proof with { Path = [.. proof.Path, default] }).Check(genesis));
        Assert.True(notarized.IsValid(genesis.Committee, genesis.NetworkId));
        Assert.Equal(
            BlockFault.NotFinalized,
            (proof with { Finality = proof.Finality with { Finalization = notarized } }).Check(genesis));
        Assert.Equal(BlockFault.NotFinalized, (proof with { Finality = other }).Check(genesis));
        Assert.Equal(BlockFault.WrongNetwork, proof.Check(new TestNetwork(1).Genesis));
    }

    [Fact]
    public void The_leaf_of_a_bundle_or_decision_has_the_fixed_form_that_contracts_know()
    {
        foreach (var outcome in Proofs.Select(proof => proof.Outcome).Where(one => one.Lane.IsShared))
        {
            byte[] leaf = [0x00, 0xe4, (byte)outcome.Kind, 0x80, 0xa0, .. outcome.Subject.ToArray(), (byte)outcome.Code];
            Assert.Equal(Keccak256.Hash(leaf), outcome.LeafHash());
        }
    }

    [Fact]
    public void Every_kind_and_code_fits_into_one_byte_of_rlp() => Assert.All(
        Enum.GetValues<OutcomeCode>().Select(code => (byte)code).Concat(Enum.GetValues<OutcomeKind>().Select(kind => (byte)kind)),
        number => Assert.InRange(number, 1, 0x7f));

    [Fact]
    public void Changed_bytes_never_throw_and_never_verify()
    {
        var encoded = Proofs.First(one => one.Count > 2).Encode();
        for (var position = 0; position < encoded.Length; position++)
        {
            var bytes = encoded.ToArray();
            bytes[position] ^= 1;
            Assert.False(OutcomeProof.TryDecode(bytes, out var proof) && proof.Check(Samples.Network.Genesis) == BlockFault.None);
        }
    }
}
