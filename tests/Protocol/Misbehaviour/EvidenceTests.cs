using SharedSequencer.Testing;

namespace SharedSequencer.Protocol.Tests.Misbehaviour;

public sealed class EvidenceTests
{
    private static readonly PeerSamples Samples = new();
    private static readonly Genesis Genesis = Samples.Committee.Genesis;

    public static TheoryData<int> Kinds => [.. Enumerable.Range(0, Samples.Evidence.Count)];

    public static TheoryData<int> Contradictions =>
        [.. Kinds.Where(index => Samples.Evidence[index] is not (Evidence.FalseBlock or Evidence.BrokenReceipt))];

    private static Evidence.FalseBlock FalseBlock => Samples.Evidence.OfType<Evidence.FalseBlock>().Single();

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Evidence_survives_its_encoding(int index)
    {
        Assert.True(Evidence.TryDecode(Samples.Evidence[index].Encode(), out var decoded));
        Assert.Equal(Samples.Evidence[index], decoded);
        Assert.Contains(decoded.OffenderOf(Samples.Committee.Genesis), Samples.Committee.Genesis.Committee.Validators
            .Select(validator => validator.Address).Concat(Samples.Committee.Genesis.Ingresses));
    }

    [Theory]
    [MemberData(nameof(Contradictions))]
    public void A_contradiction_convinces_a_stranger(int index)
    {
        Assert.True(Samples.Evidence[index].IsValid(Genesis));
        Assert.True(Samples.Evidence[index].IsValid(ChainState.AtGenesis(Genesis)));
        Assert.False(Samples.Evidence[index].IsValid(new TestCommittee(1, 1, 1).Genesis));
    }

    [Theory]
    [MemberData(nameof(Contradictions))]
    public void The_same_statement_twice_proves_nothing(int index)
    {
        Evidence repeated = Samples.Evidence[index] switch
        {
            Evidence.Proposals proof => proof with { Second = proof.First, SecondSignature = proof.FirstSignature },
            Evidence.Votes proof => proof with { Second = proof.First },
            Evidence.Acknowledgements proof => proof with { Second = proof.First },
            Evidence.Batches proof => proof with { Second = proof.First, SecondSignature = proof.FirstSignature },
            _ => throw new InvalidOperationException(),
        };

        Assert.False(repeated.IsValid(Genesis));
    }

    [Fact]
    public void A_false_block_convinces_who_has_the_state_after_its_parent()
    {
        var chain = new TestChain(new TestNetwork(1)).Register();

        Assert.Equal(Genesis.NetworkId.Value, FalseBlock.Parent);
        Assert.True(FalseBlock.IsValid(ChainState.AtGenesis(Genesis)));
        Assert.False(FalseBlock.IsValid(Genesis));
        Assert.False(FalseBlock.IsValid(chain.Core.Final));
    }

    [Fact]
    public void A_block_that_keeps_the_rules_accuses_nobody()
    {
        var certificate = FalseBlock.Block.Certificates[0];
        var honest = Samples.Committee.Propose(1, null, certificate);

        Assert.False(AccusationOf(honest).IsValid(ChainState.AtGenesis(Genesis)));
    }

    [Fact]
    public void A_body_that_somebody_changed_on_the_way_does_not_accuse_the_leader()
    {
        var honest = AccusationOf(Samples.Committee.Propose(1, null, FalseBlock.Block.Certificates[0]));
        var changed = honest with { Block = honest.Block with { Certificates = FalseBlock.Block.Certificates } };

        Assert.False(changed.IsValid(ChainState.AtGenesis(Genesis)));
    }

    [Fact]
    public void Only_who_signed_as_the_leader_of_the_view_is_accused()
    {
        var other = new ValidatorIndex((ushort)((FalseBlock.Leader.Value + 1) % 4));
        var signature = Samples.Committee.Signers[other.Value].Key.Sign(Block.ProposalDigest(FalseBlock.Block.Header));

        Assert.False((FalseBlock with { Leader = other }).IsValid(ChainState.AtGenesis(Genesis)));
        Assert.False((FalseBlock with { Signature = signature }).IsValid(ChainState.AtGenesis(Genesis)));
        Assert.False((FalseBlock with { Leader = other, Signature = signature }).IsValid(ChainState.AtGenesis(Genesis)));
    }

    [Fact]
    public void A_broken_receipt_cannot_be_judged_without_the_chain()
    {
        var claim = Samples.Evidence.OfType<Evidence.BrokenReceipt>().Single();

        Assert.False(claim.IsValid(Genesis));
        Assert.False(claim.IsValid(ChainState.AtGenesis(Genesis)));
    }

    private static Evidence.FalseBlock AccusationOf(Proposal proposal) =>
        new(proposal.Block.Header.Leader, proposal.Block, proposal.Signature);
}
