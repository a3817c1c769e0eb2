using SharedSequencer.Primitives;
using SharedSequencer.Testing;

namespace SharedSequencer.Protocol.Tests.Peers;

public sealed class PeerMessageCheckTests
{
    private static readonly PeerSamples Samples = new();
    private static readonly TestCommittee Committee = Samples.Committee;

    public static TheoryData<int> Messages => [.. Enumerable.Range(0, Samples.Messages.Count)];

    public static TheoryData<string> Lies => [.. Forged().Select(forged => forged.Lie)];

    [Theory]
    [MemberData(nameof(Messages))]
    public void What_the_committee_signed_is_authentic_whoever_brings_it(int index)
    {
        Assert.All(Committee.Signers, sender => Assert.True(PeerMessageCheck.IsAuthentic(
            Samples.Messages[index], sender.Index, Committee.Genesis, new VerifiedSignatures())));
        Assert.False(PeerMessageCheck.IsAuthentic(
            Samples.Messages[index], new ValidatorIndex(4), Committee.Genesis, new VerifiedSignatures()));
    }

    [Theory]
    [MemberData(nameof(Lies))]
    public void What_is_signed_by_nobody_or_for_something_else_is_refused(string lie)
    {
        var memory = new VerifiedSignatures();
        foreach (var honest in Samples.Messages)
        {
            Assert.True(Check(honest, memory));
        }

        Assert.False(Check(Forged().Single(forged => forged.Lie == lie).Message, memory));
    }

    [Fact]
    public void A_certificate_of_votes_already_seen_needs_no_recovery()
    {
        var memory = new VerifiedSignatures();
        var votes = Enumerable.Range(0, 3)
            .Select(seat => Committee.Vote(VoteKind.Finalize, 7, Keccak256.Hash([2]), seat)).ToList();
        Assert.All(votes, vote => Assert.True(Check(new PeerMessage.Voted(vote), memory)));
        var known = memory.Count;

        Assert.True(Check(new PeerMessage.Decided(Committee.Decide(VoteKind.Finalize, 7, Keccak256.Hash([2]), 3)), memory));

        Assert.Equal(known, memory.Count);
    }

    private static bool Check(PeerMessage message, VerifiedSignatures memory) =>
        PeerMessageCheck.IsAuthentic(message, default, Committee.Genesis, memory);

    private static IEnumerable<(string Lie, PeerMessage Message)> Forged() =>
        [.. ForgedBatches(), .. ForgedVotes(), .. ForgedProposals()];

    private static IEnumerable<(string Lie, PeerMessage Message)> ForgedBatches()
    {
        var given = Samples.Of<PeerMessage.Acknowledged>().Acknowledgement;
        var certificate = Samples.Of<PeerMessage.Certified>().Certificate;
        var entries = certificate.Entries;
        yield return ("batch of another network", new PeerMessage.BatchBody(
            new TestCommittee(1, 2, 1, 1).Batch(Lane.Of(new RollupId(7)), [1])));
        yield return ("other arrival", new PeerMessage.Acknowledged(given with { Arrival = given.Arrival.Plus(ProtocolDefaults.Drift) }));
        yield return ("other size", new PeerMessage.Acknowledged(given with { Size = given.Size + 1 }));
        yield return ("other batch", new PeerMessage.Acknowledged(given with { Batch = Keccak256.Hash([5]) }));
        yield return ("other validator", new PeerMessage.Acknowledged(given with { Validator = new ValidatorIndex(1) }));
        yield return ("no validator", new PeerMessage.Acknowledged(given with { Validator = new ValidatorIndex(9) }));
        yield return ("other epoch", new PeerMessage.Acknowledged(given with { Epoch = new Epoch(1) }));
        yield return ("too few", new PeerMessage.Certified(certificate with { Entries = [entries[0], entries[1]] }));
        yield return ("one twice", new PeerMessage.Certified(certificate with { Entries = [entries[0], entries[1], entries[1]] }));
        yield return ("moved arrival", new PeerMessage.Certified(certificate with
        {
            Entries = [entries[0], entries[1], entries[2] with { Arrival = Committee.Genesis.Time }],
        }));
    }

    private static IEnumerable<(string Lie, PeerMessage Message)> ForgedVotes()
    {
        var vote = Committee.Vote(VoteKind.Notarize, 4, Keccak256.Hash([1]), 0);
        var decision = Samples.Of<PeerMessage.Decided>().Certificate;
        yield return ("other view", new PeerMessage.Voted(vote with { View = new View(5) }));
        yield return ("other kind", new PeerMessage.Voted(vote with { Kind = VoteKind.Finalize }));
        yield return ("nullify of a block", new PeerMessage.Voted(Committee.Vote(VoteKind.Nullify, 4, Keccak256.Hash([1]), 0)));
        yield return ("notarize of nothing", new PeerMessage.Voted(Committee.Vote(VoteKind.Notarize, 4, default, 0)));
        yield return ("finalize from notarize", new PeerMessage.Decided(decision with { Kind = VoteKind.Finalize }));
        yield return ("no quorum", new PeerMessage.Decided(decision with { Votes = [.. decision.Votes.Take(2)] }));
        yield return ("status with a forged certificate", new PeerMessage.Status(
            default, default, decision with { View = new View(99) }, Asks: false, Life: 0));
    }

    private static IEnumerable<(string Lie, PeerMessage Message)> ForgedProposals()
    {
        var proposal = Samples.Of<PeerMessage.Proposed>().Proposal;
        var header = proposal.Block.Header;
        var certificates = proposal.Block.Certificates;
        yield return ("not the leader", Signed(proposal, header with { Leader = new ValidatorIndex(3) }));
        yield return ("unsigned", new PeerMessage.Proposed(proposal with { Signature = Committee.Signers[3].Key.Sign(header.Hash) }));
        yield return ("unjustified", new PeerMessage.Proposed(proposal with { Nullifications = [proposal.Nullifications[0]] }));
        yield return ("parent of no quorum", new PeerMessage.Proposed(proposal with
        {
            Parent = proposal.Parent! with { Votes = [.. proposal.Parent.Votes.Take(2)] },
        }));
        yield return ("skip of no quorum", new PeerMessage.Proposed(proposal with
        {
            Nullifications = [proposal.Nullifications[0], Committee.Decide(VoteKind.Nullify, 4, default, 2)],
        }));
        yield return ("body taken out", new PeerMessage.Proposed(proposal with { Block = proposal.Block with { Certificates = [] } }));
        var forged = certificates[0] with { Size = certificates[0].Size + 1 };
        yield return ("certificate of no quorum", Signed(
            proposal with { Block = proposal.Block with { Certificates = [forged] } },
            header with { BatchesRoot = Block.BatchesRootOf([forged]) }));
    }

    private static PeerMessage.Proposed Signed(Proposal proposal, BlockHeader header) => new(proposal with
    {
        Block = proposal.Block with { Header = header },
        Signature = Committee.Signers[header.Leader.Value].Key.Sign(Block.ProposalDigest(header)),
    });
}
