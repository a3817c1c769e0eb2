using SharedSequencer.Ordering.Peers;
using SharedSequencer.Protocol;
using SharedSequencer.Testing;

namespace SharedSequencer.Ordering.Tests.Peers;

/// <summary>What waits for a validator that is away while the others go on for many views, as the core says it.</summary>
public sealed class AwayPeerTests
{
    private const int Views = 60;
    private static readonly CancellationToken Never = TestContext.Current.CancellationToken;
    private readonly TestCommittee _committee = new(1, 1, 1, 1);
    private readonly List<OutgoingKind> _shed = [];

    [Fact]
    public async Task After_a_long_outage_only_what_is_new_waits()
    {
        using var outbox = new PeerOutbox(32 * 1024 * 1024, 16_384, _shed.Add);
        GoOn(outbox);

        outbox.DropStale();

        var waiting = await Drain(outbox);
        Assert.Empty(waiting.OfType<PeerMessage.BatchBody>());
        Assert.Equal([new View(Views)], waiting.OfType<PeerMessage.Voted>().Select(voted => voted.Vote.View).Distinct());
        Assert.Equal(new View(Views), Assert.Single(waiting.OfType<PeerMessage.Proposed>()).Proposal.View);
        Assert.Equal(
            [(VoteKind.Finalize, new View(Views)), (VoteKind.Notarize, new View(Views))],
            waiting.OfType<PeerMessage.Decided>().Select(decided => (decided.Certificate.Kind, decided.Certificate.View)));
        Assert.InRange(waiting.OfType<PeerMessage.Certified>().Count(), 1, 17);
        Assert.InRange(waiting.OfType<PeerMessage.Acknowledged>().Count(), 1, 17);
    }

    [Fact]
    public async Task Without_room_dead_votes_go_before_bodies_and_the_newest_Finalization_stays()
    {
        using var outbox = new PeerOutbox(32 * 1024 * 1024, 4 * Views, _shed.Add);
        GoOn(outbox);

        Assert.DoesNotContain(OutgoingKind.Body, _shed);
        var waiting = await Drain(outbox);
        Assert.Equal(Views, waiting.OfType<PeerMessage.BatchBody>().Count());
        Assert.Equal(
            new View(Views),
            Assert.Single(waiting.OfType<PeerMessage.Decided>(), decided => decided.Certificate.Kind == VoteKind.Finalize)
                .Certificate.View);
    }

    /// <summary>One batch is pushed, certified, proposed and made final in each view; each view is over with the next.</summary>
    private void GoOn(PeerOutbox outbox)
    {
        QuorumCertificate? parent = null;
        for (var view = 1UL; view <= Views; view++)
        {
            var batch = _committee.Batch(Lane.Shared, [1, 2, 3]);
            var certificate = _committee.Certify(batch, 3);
            var proposal = _committee.Propose(view, parent, certificate);
            var block = proposal.Block.Hash;
            parent = _committee.Decide(VoteKind.Notarize, view, block, 3);
            foreach (var message in new PeerMessage[]
            {
                new PeerMessage.Status(new Height(view - 1), new View(view - 1), parent, Asks: false, Life: 0),
                new PeerMessage.BatchBody(batch),
                new PeerMessage.Acknowledged(_committee.Acknowledge(batch, 0)),
                new PeerMessage.Certified(certificate),
                new PeerMessage.Proposed(proposal),
                new PeerMessage.Voted(_committee.Vote(VoteKind.Notarize, view, block, 0)),
                new PeerMessage.Decided(parent),
                new PeerMessage.Voted(_committee.Vote(VoteKind.Finalize, view, block, 0)),
                new PeerMessage.Decided(_committee.Decide(VoteKind.Finalize, view, block, 3)),
            })
            {
                outbox.Add(OutgoingMessage.Of(message));
            }

            outbox.Settle(new View(view - 1));
        }
    }

    private static async Task<List<PeerMessage>> Drain(PeerOutbox outbox)
    {
        var messages = new List<PeerMessage>();
        while (outbox.Bytes > 0)
        {
            foreach (var encoded in (await outbox.Take(Never)).Messages)
            {
                Assert.True(PeerMessageCodec.TryDecode(encoded, out var message));
                messages.Add(message);
            }
        }

        return messages;
    }
}
