using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol.Tests.Consensus;

public sealed class MisbehaviourTests
{
    private readonly RunningCommittee _committee = new(1, 1, 1, 1);

    [Fact]
    public void Two_votes_that_exclude_each_other_become_evidence_once()
    {
        _committee.Run(TimeSpan.FromSeconds(1));
        var view = _committee[0].View.Value + 3;
        var pairs = new (VoteKind First, VoteKind Second)[]
        {
            (VoteKind.Notarize, VoteKind.Notarize), (VoteKind.Finalize, VoteKind.Nullify),
        };
        foreach (var (first, second) in pairs)
        {
            _committee.Inject(3, 0, new PeerMessage.Voted(Vote(first, view, 1)));
            _committee.Inject(3, 0, new PeerMessage.Voted(Vote(second, view, second == VoteKind.Nullify ? (byte)0 : (byte)2)));
            _committee.Inject(3, 0, new PeerMessage.Voted(Vote(second, view, second == VoteKind.Nullify ? (byte)0 : (byte)2)));
            view++;
        }

        _committee.Run(TimeSpan.FromMilliseconds(20));

        var evidence = _committee.Effects(0).OfType<CoreEffect.ReportEvidence>().Select(effect => effect.Evidence).ToList();
        Assert.Equal(2, evidence.Count);
        Assert.All(evidence, proof => Assert.True(proof.IsValid(_committee.Committee.Genesis)));
    }

    [Fact]
    public void Two_acknowledgements_with_different_times_become_evidence_and_the_first_counts()
    {
        _committee.Run(TimeSpan.FromSeconds(1));
        _committee.Loses = (from, _, message) => from != 3 && message is PeerMessage.Acknowledged;
        var batch = _committee.NextBatch();
        _committee.Submit(0, batch);
        var early = Acknowledgement.Sign(batch, _committee.Committee.Genesis.NetworkId, _committee.Committee.Signers[3], new ChainTime(5));
        _committee.Inject(3, 0, new PeerMessage.Acknowledged(early));

        _committee.Run(TimeSpan.FromMilliseconds(100));

        var evidence = Assert.Single(_committee.Effects(0).OfType<CoreEffect.ReportEvidence>()).Evidence;
        Assert.True(evidence.IsValid(_committee.Committee.Genesis));
    }

    [Fact]
    public void Two_batches_with_one_sequence_become_evidence_and_only_one_is_acknowledged()
    {
        _committee.Run(TimeSpan.FromSeconds(1));
        var twin = new Testing.BatchStream(_committee.Committee.Genesis.NetworkId, _committee.Committee.IngressKey);
        var first = _committee.NextBatch();
        var second = twin.Next(Lane.Shared, first.Header.Created, [new byte[] { 2 }]);
        _committee.Submit(0, first);
        _committee.Submit(0, second);

        _committee.Run(TimeSpan.FromSeconds(1));

        var evidence = _committee.Effects(0).OfType<CoreEffect.ReportEvidence>().First().Evidence;
        Assert.True(evidence.IsValid(_committee.Committee.Genesis));
        Assert.Single(_committee.Effects(0).OfType<CoreEffect.PersistBatch>(), effect => effect.Acknowledgement is not null);
    }

    [Fact]
    public void A_block_that_breaks_the_rules_becomes_evidence_against_its_leader()
    {
        var leader = _committee.Committee.Genesis.Committee.Leader(new View(1)).Value;
        var honest = (leader + 1) % 4;
        var batch = _committee.NextBatch();
        _committee.Submit(honest, batch);
        var certificate = _committee.Committee.Certify(batch, 3);
        var proposal = _committee.Committee.Propose(1, null, certificate, certificate);
        _committee.Inject(leader, honest, new PeerMessage.Proposed(proposal));

        _committee.Run(TimeSpan.FromMilliseconds(50));

        var evidence = Assert.Single(_committee.Effects(honest).OfType<CoreEffect.ReportEvidence>()
            .Select(effect => effect.Evidence).OfType<Evidence.FalseBlock>());
        Assert.Equal(proposal.Block.Header, evidence.Block.Header);
        Assert.True(evidence.IsValid(ChainState.AtGenesis(_committee.Committee.Genesis)));
    }

    [Fact]
    public void A_restart_takes_back_every_vote_and_says_it_again()
    {
        _committee.Loses = (_, _, message) => message is PeerMessage.Voted { Vote.Kind: VoteKind.Finalize };
        _committee.Run(TimeSpan.FromSeconds(1));
        var said = Votes(2);
        var before = _committee.Effects(2).Count;
        _committee.Restart(2);

        var again = _committee.Effects(2).Skip(before).OfType<CoreEffect.Broadcast>()
            .Select(effect => effect.Message).OfType<PeerMessage.Voted>().Select(message => message.Vote).ToList();

        Assert.NotEmpty(said);
        Assert.All(said, vote => Assert.Contains(vote, again));
        _committee.Run(TimeSpan.FromSeconds(3));
        Assert.Equal(Votes(2).Count, Votes(2).Select(vote => (vote.View, vote.Kind)).Distinct().Count());
    }

    private List<Vote> Votes(int seat) =>
        [.. _committee.Effects(seat).OfType<CoreEffect.PersistVote>().Select(effect => effect.Vote)];

    private Vote Vote(VoteKind kind, ulong view, byte block) => _committee.Committee.Vote(
        kind, view, block == 0 ? Hash256.Zero : Keccak256.Hash([block]), 3);
}
