namespace SharedSequencer.Protocol.Tests.Consensus;

public sealed class LostJournalTests
{
    private readonly RunningCommittee _committee = new(1, 1, 1, 1);

    [Fact]
    public void It_votes_only_in_views_that_it_cannot_have_voted_in_before()
    {
        _committee.Run(TimeSpan.FromSeconds(3));
        var spoken = _committee.Voted(1, VoteKind.Notarize).Concat(_committee.Voted(1, VoteKind.Nullify)).Max();
        _committee.Wipe(1);

        _committee.Run(TimeSpan.FromSeconds(5));

        var again = Enum.GetValues<VoteKind>().SelectMany(kind => _committee.Voted(1, kind)).ToList();
        Assert.NotEmpty(again);
        Assert.All(again, view => Assert.True(view > spoken));
        Assert.Equal(_committee[0].Final.BlockHash, _committee[1].Final.BlockHash);
    }

    [Fact]
    public void It_stays_silent_while_it_has_not_heard_a_quorum_of_others()
    {
        _committee.Run(TimeSpan.FromSeconds(3));
        _committee.Stop(3);
        _committee.Wipe(1);

        _committee.Run(TimeSpan.FromSeconds(10));

        Assert.Empty(_committee.Effects(1).OfType<CoreEffect.PersistVote>());
    }

    [Fact]
    public void What_others_said_before_it_asked_counts_for_nothing()
    {
        _committee.Run(TimeSpan.FromSeconds(3));
        _committee.Wipe(1);
        _committee.Loses = (_, to, message) => to == 1 && message is PeerMessage.Status { Life: > 0 };
        foreach (var other in new[] { 0, 2, 3 })
        {
            _committee.Inject(other, 1, new PeerMessage.Status(default, default, null, Asks: false, Life: 0));
        }

        _committee.Run(TimeSpan.FromSeconds(3));
        Assert.Empty(_committee.Effects(1).OfType<CoreEffect.PersistVote>());

        _committee.Loses = (_, _, _) => false;
        _committee.Wipe(1);
        _committee.Run(TimeSpan.FromSeconds(3));
        Assert.NotEmpty(_committee.Effects(1).OfType<CoreEffect.PersistVote>());
    }

    [Fact]
    public void Who_has_lost_its_journal_too_is_no_witness()
    {
        _committee.Run(TimeSpan.FromSeconds(3));
        _committee.Wipe(1);
        _committee.Wipe(2);

        _committee.Run(TimeSpan.FromSeconds(10));

        Assert.Empty(_committee.Effects(1).Concat(_committee.Effects(2)).OfType<CoreEffect.PersistVote>());
    }

    [Fact]
    public void It_needs_a_number_for_its_life() => Assert.Throws<ArgumentException>(() => new OrderingCore(
        _committee.Committee.Signers[1],
        new RecoveredCore { Final = ChainState.AtGenesis(_committee.Committee.Genesis), JournalLost = true }));

    [Fact]
    public void It_accuses_no_leader_of_an_omission_while_it_may_not_vote()
    {
        _committee.Run(TimeSpan.FromSeconds(2));
        _committee.Wipe(1);
        _committee.Loses = (from, to, message) =>
            (to == 1 && message is PeerMessage.Status { Asks: false }) || (from == 1 && message is PeerMessage.Certified);
        var batch = _committee.NextBatch();
        _committee.Inject(3, 1, new PeerMessage.Certified(_committee.Committee.Certify(batch, 3)));
        _committee.Inject(3, 1, new PeerMessage.BatchBody(batch));

        _committee.Run(TimeSpan.FromSeconds(3));

        Assert.InRange(_committee[0].Final.Height.Value - _committee[1].Final.Height.Value, 0UL, 1UL);
        Assert.Single(_committee.Effects(1).OfType<CoreEffect.Broadcast>(), effect => effect.Message is PeerMessage.Certified);
    }

    [Fact]
    public void It_acknowledges_no_batch_again_that_was_made_by_a_clock_ahead_of_its_own()
    {
        _committee.Run(TimeSpan.FromSeconds(1));
        _committee.Loses = (_, _, message) => message is PeerMessage.Acknowledged or PeerMessage.BatchBody;
        var clock = _committee.Committee.Genesis.Time.Plus(_committee.Time);
        var batch = _committee.Committee.Batches.Next(Lane.Shared, clock.Plus(ProtocolDefaults.Drift), [new byte[] { 1 }]);
        _committee.Submit(1, batch);
        _committee.Run(RunningCommittee.Hop);
        Assert.Contains(_committee.Effects(1), effect => effect is CoreEffect.PersistBatch { Acknowledgement: not null });
        _committee.Wipe(1);

        for (var i = 0; i < 20; i++)
        {
            _committee.Run(i == 0 ? ProtocolDefaults.BatchLifetime : TimeSpan.FromMilliseconds(100));
            _committee.Submit(1, batch);
        }

        Assert.DoesNotContain(_committee.Effects(1), effect => effect is CoreEffect.PersistBatch { Acknowledgement: not null });
    }

    [Fact]
    public void It_acknowledges_nothing_until_every_batch_it_may_have_acknowledged_has_expired_and_then_returns_for_good()
    {
        _committee.Run(TimeSpan.FromSeconds(1));
        _committee.Wipe(1);
        _committee.Run(TimeSpan.FromSeconds(1));
        _committee.Submit(1, _committee.NextBatch());
        _committee.Run(TimeSpan.FromSeconds(1));
        Assert.Equal(
            BatchRefusal.Abstaining, _committee.Effects(1).OfType<CoreEffect.BatchRefused>().Single().Refusal);
        Assert.Empty(_committee.Effects(1).OfType<CoreEffect.PersistReturn>());

        _committee.Run(ProtocolDefaults.BatchLifetime + TimeSpan.FromSeconds(1));

        Assert.Single(_committee.Effects(1).OfType<CoreEffect.PersistReturn>());
        _committee.Submit(1, _committee.NextBatch());
        _committee.Run(TimeSpan.FromSeconds(1));
        Assert.Single(_committee.Effects(1).OfType<CoreEffect.BatchAccepted>());
    }
}
