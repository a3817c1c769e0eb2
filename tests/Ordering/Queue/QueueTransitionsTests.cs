using SharedSequencer.Messages;
using SharedSequencer.Ordering.Queue;
using static SharedSequencer.Ordering.Tests.Queue.QueueSamples;

namespace SharedSequencer.Ordering.Tests.Queue;

public sealed class QueueTransitionsTests
{
    private static readonly QueueState Nothing = QueueState.Empty(Network);

    [Fact]
    public void A_batch_with_a_known_predecessor_is_admitted_and_a_repeat_changes_nothing()
    {
        var (first, step) = QueueTransitions.Admit(Nothing, Request(1, 1), Limits);
        var (second, repeat) = QueueTransitions.Admit(step.State, Request(1, 1), Limits);

        Assert.Equal(AdmitVerdict.Admitted, first);
        Assert.Equal(AdmitVerdict.AlreadyKnown, second);
        Assert.Equal(0, repeat.Writes);
        Assert.Equal(1, repeat.State.Entries);
    }

    [Fact]
    public void A_batch_whose_predecessor_is_nowhere_has_to_wait()
    {
        Assert.Equal(AdmitVerdict.UnknownPredecessor, Verdict(Nothing, Request(1, 2)));
    }

    [Fact]
    public void A_predecessor_may_be_held_by_the_validator_or_expired_or_be_the_last_ordered_one()
    {
        var ordered = QueueTransitions.Order(Nothing, Notice(1, (1, 1))).State;

        Assert.Equal(AdmitVerdict.Admitted, Verdict(Nothing, Request(1, 2) with { PredecessorKnown = true }));
        Assert.Equal(
            AdmitVerdict.Admitted, Verdict(Nothing, Request(1, 2) with { PredecessorNotAfter = 999 }));
        Assert.Equal(AdmitVerdict.Admitted, Verdict(ordered, Request(1, 2)));
    }

    [Fact]
    public void A_batch_that_the_chain_has_passed_is_known()
    {
        var ordered = QueueTransitions.Order(Nothing, Notice(1, (1, 5))).State;

        Assert.Equal(AdmitVerdict.AlreadyKnown, Verdict(ordered, Request(1, 4)));
    }

    [Fact]
    public void An_inactive_lane_an_expired_batch_and_a_second_batch_with_one_sequence_are_refused()
    {
        var holding = Admit(Nothing, Request(1, 1));

        Assert.Equal(AdmitVerdict.Inactive, Verdict(Nothing, Request(1, 1) with { Active = false }));
        Assert.Equal(AdmitVerdict.Expired, Verdict(Nothing, Request(1, 1) with { NotAfter = 999 }));
        Assert.Equal(
            AdmitVerdict.Conflicting, Verdict(holding, Request(1, 1) with { Digest = Digest(9, 9) }));
    }

    [Fact]
    public void The_room_of_one_ingress_ends_in_bytes_and_in_entries_and_leaves_the_other_ingresses_alone()
    {
        var byBytes = Admit(Nothing, Request(1, 1, size: 9_950));
        var byEntries = Enumerable.Range(1, 100)
            .Aggregate(Nothing, (state, sequence) => Admit(state, Request(1, (ulong)sequence, size: 1)));

        Assert.Equal(AdmitVerdict.Full, Verdict(byBytes, Request(1, 2)));
        Assert.Equal(AdmitVerdict.Full, Verdict(byEntries, Request(1, 101, size: 1)));
        Assert.Equal(AdmitVerdict.Admitted, Verdict(byBytes, Request(2, 1)));
    }

    [Fact]
    public void What_has_expired_makes_room()
    {
        var full = Admit(Nothing, Request(1, 1, size: 9_950));
        var later = Request(1, 2) with { ChainTime = NotAfter + 1, NotAfter = NotAfter + 100 };

        Assert.Equal(AdmitVerdict.Admitted, Verdict(full, later));
    }

    [Fact]
    public void A_notice_takes_out_everything_up_to_the_last_batch_it_names()
    {
        var holding = Enumerable.Range(1, 40)
            .Aggregate(Nothing, (state, sequence) => Admit(state, Request(1, (ulong)sequence)));

        var step = QueueTransitions.Order(holding, Notice(7, (1, 39)));

        Assert.Equal(1, step.State.Entries);
        Assert.Equal(100, step.State.Bytes);
        Assert.Equal(7UL, step.State.Height);
        Assert.Equal(0, QueueTransitions.Order(step.State, Notice(7, (1, 39))).Writes);
        Assert.Equal(0, QueueTransitions.Order(step.State, Notice(3, (1, 12))).Writes);
    }

    [Fact]
    public void An_entry_that_stays_behind_does_not_stretch_the_span_of_segments_without_bound()
    {
        var state = Admit(Nothing, Request(2, 1));
        for (ulong sequence = 1; sequence <= 2_000; sequence++)
        {
            state = Admit(state, Request(1, sequence));
            state = QueueTransitions.Order(state, Notice(sequence, (1, sequence))).State;
            Assert.True(state.LastSegment - state.FirstSegment <= (ulong)Limits.SegmentSpan);
        }

        Assert.Equal(1, state.Entries);
        Assert.True(state.Line(Ingress(2)).Holds(1, Digest(2, 1)));
    }

    private static AdmitVerdict Verdict(QueueState state, AdmitRequest request) =>
        QueueTransitions.Admit(state, request, Limits).Verdict;

    private static QueueState Admit(QueueState state, AdmitRequest request) =>
        QueueTransitions.Admit(state, request, Limits).Step.State;
}
