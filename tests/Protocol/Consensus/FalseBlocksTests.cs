namespace SharedSequencer.Protocol.Tests.Consensus;

public sealed class FalseBlocksTests
{
    private const int Most = 16;

    private readonly RunningCommittee _committee = new(1, 1, 1, 1);

    [Fact]
    public void A_leader_is_accused_of_so_many_false_blocks_and_no_more()
    {
        const int Honest = 0;
        var liar = _committee.Committee.Genesis.Committee.Leader(new View(1)).Value;
        Assert.NotEqual(Honest, liar);
        _committee.Loses = (_, to, message) => to == Honest && message is not PeerMessage.Proposed and not PeerMessage.BatchBody;
        var batch = _committee.NextBatch();
        _committee.Inject(liar, Honest, new PeerMessage.BatchBody(batch));
        var certificate = _committee.Committee.Certify(batch, 3);
        for (ulong turn = 0; turn < Most + 4; turn++)
        {
            var view = 1 + (4 * turn);
            _committee.Inject(
                liar, Honest, new PeerMessage.Proposed(_committee.Committee.Propose(view, null, certificate, certificate)));
            _committee.Run(RunningCommittee.Hop);
        }

        var accused = _committee.Effects(Honest).OfType<CoreEffect.ReportEvidence>()
            .Select(effect => effect.Evidence).OfType<Evidence.FalseBlock>().ToList();
        Assert.Equal(Most, accused.Count);
        Assert.All(accused, evidence => Assert.Equal(liar, evidence.Leader.Value));
    }
}
