using CsCheck;
using SharedSequencer.Messages;
using SharedSequencer.Ordering.Queue;
using static SharedSequencer.Ordering.Tests.Queue.QueueSamples;

namespace SharedSequencer.Ordering.Tests.Queue;

/// <summary>
/// Requests and notices as a mesh may deliver them: repeated, late, out of order, with gaps.
/// </summary>
public sealed class QueuePropertiesTests
{
    private static readonly Gen<object> Deliveries = Gen.Frequency(
        (3, Gen.Select(Gen.Int[1, 3], Gen.ULong[1, 60], Gen.Int[1, 400], Gen.Bool)
            .Select((ingress, sequence, size, known) =>
                (object)(Request(ingress, sequence, size) with { PredecessorKnown = known }))),
        (1, Gen.Select(Gen.ULong[1, 60], Gen.Int[1, 3], Gen.ULong[1, 60])
            .Select((height, ingress, sequence) => (object)Notice(height, (ingress, sequence)))));

    [Fact]
    public void Whatever_is_delivered_the_queue_is_bounded_and_repeats_write_nothing()
    {
        Deliveries.Array[0, 200].Sample(deliveries =>
        {
            var state = QueueState.Empty(Network);
            foreach (var delivery in deliveries)
            {
                state = Apply(state, delivery).State;
                var repeat = Apply(state, delivery);
                Assert.Equal(0, repeat.Writes);
                Assert.Equal(state.Entries, repeat.State.Entries);
                AssertConsistent(state);
            }
        });
    }

    [Fact]
    public void Notices_lead_to_the_same_marks_in_any_order()
    {
        Gen.Select(Gen.ULong[1, 60], Gen.Int[1, 3], Gen.ULong[1, 60])
            .Select((height, ingress, sequence) => Notice(height, (ingress, sequence)))
            .Array[1, 20]
            .Sample(notices =>
            {
                var forwards = notices.Aggregate(
                    QueueState.Empty(Network), (s, n) => QueueTransitions.Order(s, n).State);
                var backwards = notices.Reverse()
                    .Aggregate(QueueState.Empty(Network), (s, n) => QueueTransitions.Order(s, n).State);
                Assert.Equal(forwards.Height, backwards.Height);
                Assert.Equal(
                    forwards.Lines.Select(line => (line.Key, line.Value.Ordered)),
                    backwards.Lines.Select(line => (line.Key, line.Value.Ordered)));
            });
    }

    [Fact]
    public void Admitting_writes_the_same_few_keys_whatever_waits_already()
    {
        var limits =
            new QueueLimits(EntriesPerIngress: 20_000, BytesPerIngress: long.MaxValue, SegmentSpan: 4_096);
        var state = QueueState.Empty(Network);
        for (ulong sequence = 1; sequence <= 10_000; sequence++)
        {
            var (verdict, step) = QueueTransitions.Admit(state, Request(1, sequence), limits);
            Assert.Equal(AdmitVerdict.Admitted, verdict);
            Assert.InRange(step.Writes, 1, 2);
            state = step.State;
        }
    }

    [Fact]
    public async Task What_was_saved_turn_by_turn_restores_to_what_was_in_memory()
    {
        await Deliveries.Array[0, 150].SampleAsync(async deliveries =>
        {
            var store = new InMemoryQueueStore();
            var turns = new QueueTurns(store, Limits);
            var expected = QueueState.Empty(Network);
            foreach (var delivery in deliveries)
            {
                expected = Apply(expected, delivery).State;
                await Turn(turns, delivery);
            }

            var restored = await new QueueTurns(store, Limits).Status(CancellationToken.None);
            Assert.Equal(new QueueDepth(expected.Height, expected.Entries, expected.Bytes), restored);
        });
    }

    private static QueueStep Apply(QueueState state, object delivery) => delivery is AdmitRequest request
        ? QueueTransitions.Admit(state, request, Limits).Step
        : QueueTransitions.Order(state, (OrderedNotice)delivery);

    private static Task Turn(QueueTurns turns, object delivery) => delivery is AdmitRequest request
        ? turns.Admit(request, CancellationToken.None)
        : turns.Order((OrderedNotice)delivery, CancellationToken.None);

    private static void AssertConsistent(QueueState state)
    {
        var stored = state.Segments.SelectMany(segment => segment.Value).ToList();
        Assert.Equal(stored.Count, state.Entries);
        Assert.Equal(stored.Sum(entry => (long)entry.Size), state.Bytes);
        Assert.All(state.Segments, segment => Assert.InRange(segment.Value.Count, 1, QueueSegment.Capacity));
        Assert.All(state.Lines, line =>
        {
            Assert.True(line.Value.Waiting.Count <= Limits.EntriesPerIngress);
            Assert.True(line.Value.Bytes <= Limits.BytesPerIngress);
            var passed = line.Value.Ordered?.Sequence ?? 0;
            Assert.All(line.Value.Waiting.Keys, sequence => Assert.True(sequence > passed));
        });
    }
}
