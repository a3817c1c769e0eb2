namespace SharedSequencer.Protocol.Tests.Consensus;

public sealed class FarBehindTests
{
    private const int Behind = 3;
    private static readonly int MostViews = (int)(new VotingRules().MostUnsettledViews + Rounds.MaxAhead);

    private readonly RunningCommittee _committee = new(1, 1, 1, 1);

    [Fact]
    public void It_keeps_a_bounded_number_of_views_however_long_the_others_go_on()
    {
        _committee.Loses = LosesBlocks;
        for (var i = 0; i < 90; i++)
        {
            _committee.Run(TimeSpan.FromSeconds(1));
            Assert.InRange(_committee[Behind].ViewsKept, 0, MostViews);
        }

        Assert.True(_committee[Behind].View.Value > 4 * (ulong)MostViews);
        Assert.InRange(_committee[Behind].Final.Height.Value, 0UL, 1UL);

        _committee.Loses = (_, _, _) => false;
        _committee.Run(TimeSpan.FromSeconds(10));

        Assert.InRange(_committee[0].Final.Height.Value - _committee[Behind].Final.Height.Value, 0UL, 1UL);
        Assert.Contains(_committee[0].View, _committee.Voted(Behind, VoteKind.Notarize).Select(view => view.Next));
    }

    [Fact]
    public void It_says_nothing_more_in_a_view_of_which_it_forgot_what_it_said()
    {
        _committee.Loses = (_, to, _) => to == Behind;
        _committee.Run(TimeSpan.FromSeconds(1));
        _committee.Loses = LosesBlocks;
        _committee.Run(TimeSpan.FromSeconds(30));
        var skipped = _committee.Voted(Behind, VoteKind.Nullify).ToHashSet();
        var certificates = _committee.Effects(0).OfType<CoreEffect.PersistCertificate>()
            .Select(effect => effect.Certificate)
            .Where(certificate => certificate.Kind == VoteKind.Notarize && skipped.Contains(certificate.View)).ToList();
        Assert.NotEmpty(certificates);

        _committee.Loses = (_, _, _) => false;
        foreach (var certificate in certificates)
        {
            _committee.Inject(0, Behind, new PeerMessage.Decided(certificate));
        }

        _committee.Run(TimeSpan.FromSeconds(1));

        Assert.DoesNotContain(_committee.Voted(Behind, VoteKind.Finalize), skipped.Contains);
    }

    private static bool LosesBlocks(int from, int to, PeerMessage message) =>
        to == Behind && message is PeerMessage.Proposed or PeerMessage.FinalBlocks;
}
