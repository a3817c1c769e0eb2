using CsCheck;
using SharedSequencer.Ordering.Peers;
using SharedSequencer.Protocol;
using SharedSequencer.Testing;

namespace SharedSequencer.Ordering.Tests.Peers;

public sealed class PeerOutboxTests
{
    private static readonly CancellationToken Never = TestContext.Current.CancellationToken;
    private readonly List<OutgoingKind> _shed = [];

    [Fact]
    public async Task What_waits_goes_out_in_order_many_messages_in_one_frame()
    {
        using var outbox = new PeerOutbox(1_000, 100, _shed.Add);
        outbox.Add(Message(OutgoingKind.Agreement, 1, view: 7));
        outbox.Add(Message(OutgoingKind.Body, 2));
        outbox.Add(Message(OutgoingKind.Availability, 3));

        Assert.Equal([1, 2, 3], Marks(await outbox.Take(Never)));
        Assert.Equal(0, outbox.Bytes);
        Assert.Empty(_shed);
    }

    [Fact]
    public async Task A_newer_status_or_Finalization_takes_the_place_of_an_older_one()
    {
        using var outbox = new PeerOutbox(1_000, 100, _shed.Add);
        outbox.Add(Message(OutgoingKind.Status, 1));
        outbox.Add(Message(OutgoingKind.Finality, 2, view: 7));
        outbox.Add(Message(OutgoingKind.Question, 3));
        outbox.Add(Message(OutgoingKind.Status, 4));
        outbox.Add(Message(OutgoingKind.Finality, 5, view: 9));
        outbox.Add(Message(OutgoingKind.Finality, 6, view: 8));

        Assert.Equal([4, 5, 3], Marks(await outbox.Take(Never)));
        Assert.Equal([OutgoingKind.Status, OutgoingKind.Finality, OutgoingKind.Finality], _shed);
    }

    /// <summary>Who has lost its journal may not vote before it has heard answers.</summary>
    [Fact]
    public async Task An_answer_that_somebody_waits_for_is_not_lost_to_a_newer_question_of_ones_own()
    {
        using var outbox = new PeerOutbox(100_000, 100, _shed.Add);
        var asked = new PeerMessage.Status(default, default, null, Asks: true, Life: 7);
        var answer = asked with { Asks = false, Life = 5 };

        foreach (var status in new[] { answer, asked, answer with { Life = 0 }, asked })
        {
            outbox.Add(OutgoingMessage.Of(status));
        }

        Assert.Equal(
            [PeerMessageCodec.Encode(answer), PeerMessageCodec.Encode(asked)],
            (await outbox.Take(Never)).Messages.Select(message => message.ToArray()));
    }

    [Fact]
    public async Task News_of_batches_is_old_after_a_while()
    {
        using var outbox = new PeerOutbox(1_000, 10, _shed.Add);
        outbox.Settle(new View(100));
        outbox.Add(Message(OutgoingKind.Availability, 1));
        outbox.Settle(new View(110));
        outbox.Add(Message(OutgoingKind.Availability, 2));
        outbox.Settle(new View(117));

        outbox.DropStale();

        Assert.Equal([2], Marks(await outbox.Take(Never)));
    }

    [Fact]
    public async Task Without_room_votes_in_views_that_are_over_go_first_then_bodies_then_the_rest_by_use()
    {
        using var outbox = new PeerOutbox(1_000, 5, _shed.Add);
        outbox.Add(Message(OutgoingKind.Agreement, 1, view: 3));
        outbox.Add(Message(OutgoingKind.Agreement, 2, view: 9));
        outbox.Add(Message(OutgoingKind.Body, 3));
        outbox.Add(Message(OutgoingKind.Availability, 4));
        outbox.Add(Message(OutgoingKind.Body, 5));
        outbox.Settle(new View(3));

        outbox.Add(Message(OutgoingKind.Agreement, 6, view: 10));
        outbox.Add(Message(OutgoingKind.Availability, 7));
        outbox.Add(Message(OutgoingKind.Agreement, 8, view: 10));
        outbox.Add(Message(OutgoingKind.Agreement, 9, view: 10));

        Assert.Equal(
            [OutgoingKind.Agreement, OutgoingKind.Body, OutgoingKind.Body, OutgoingKind.Availability], _shed);
        Assert.Equal([2, 6, 7, 8, 9], Marks(await outbox.Take(Never)));
    }

    [Fact]
    public async Task While_there_is_room_a_vote_is_sent_though_its_view_is_over()
    {
        using var outbox = new PeerOutbox(1_000, 5, _shed.Add);
        outbox.Add(Message(OutgoingKind.Agreement, 1, view: 3));
        outbox.Settle(new View(3));

        Assert.Equal([1], Marks(await outbox.Take(Never)));
    }

    [Fact]
    public async Task After_a_long_outage_bodies_and_what_is_over_do_not_hold_up_the_rest()
    {
        using var outbox = new PeerOutbox(1_000, 10, _shed.Add);
        outbox.Add(Message(OutgoingKind.Agreement, 1, view: 3));
        outbox.Add(Message(OutgoingKind.Body, 2));
        outbox.Add(Message(OutgoingKind.Blocks, 3));
        outbox.Add(Message(OutgoingKind.Availability, 4));
        outbox.Add(Message(OutgoingKind.Agreement, 5, view: 4));
        outbox.Settle(new View(3));

        outbox.DropStale();

        Assert.Equal([4, 5], Marks(await outbox.Take(Never)));
    }

    [Fact]
    public async Task A_message_larger_than_all_room_is_kept_alone_and_travels_alone()
    {
        using var outbox = new PeerOutbox(100, 5, _shed.Add);
        outbox.Add(Message(OutgoingKind.Body, 1));
        outbox.Add(new OutgoingMessage(OutgoingKind.Agreement, null, new byte[PeerFrame.UsualBytes * 3]));

        Assert.Equal([OutgoingKind.Body], _shed);
        Assert.Equal(PeerFrame.UsualBytes * 3, (await outbox.Take(Never)).Bytes);
    }

    [Fact]
    public async Task Taking_waits_until_something_comes()
    {
        using var outbox = new PeerOutbox(1_000, 5, _shed.Add);
        var taking = outbox.Take(Never);
        Assert.False(taking.IsCompleted);

        outbox.Add(Message(OutgoingKind.Question, 1));

        Assert.Equal([1], Marks(await taking));
    }

    [Fact]
    public void Whatever_comes_it_stays_within_its_bounds_and_loses_nothing_silently() =>
        Gen.Select(Gen.Int[0, 7], Gen.Int[1, 40], Gen.ULong[1, 20]).Array[0, 200].Sample(
            added =>
            {
                var shed = 0;
                using var outbox = new PeerOutbox(400, 20, _ => shed++);
                foreach (var (kind, size, view) in added)
                {
                    outbox.Add(new OutgoingMessage(
                        (OutgoingKind)kind, kind >= (int)OutgoingKind.Agreement ? new View(view) : null, new byte[size]));
                    outbox.Settle(new View(view / 2));
                }

                var waits = added.Length - shed;
                return outbox.Bytes <= 400 && waits <= 20 && (waits > 0) == (outbox.Bytes > 0);
            });

    [Fact]
    public void Every_message_has_a_use()
    {
        var samples = new PeerSamples();
        var answer = samples.Of<PeerMessage.Status>() with { Asks = false };
        var final = samples.Of<PeerMessage.Decided>().Certificate with { Kind = VoteKind.Finalize };
        var kinds = samples.Messages.Append(answer).Append(new PeerMessage.Decided(final))
            .Select(OutgoingMessage.Of).Select(message => message.Kind);

        Assert.Equal(Enum.GetValues<OutgoingKind>(), kinds.Distinct().Order());
    }

    private static OutgoingMessage Message(OutgoingKind kind, byte mark, ulong? view = null) =>
        new(kind, view is { } number ? new View(number) : null, new[] { mark });

    private static IEnumerable<int> Marks(PeerFrame frame) => frame.Messages.Select(message => (int)message.Span[0]);
}
