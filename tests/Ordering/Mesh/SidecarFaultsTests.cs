using System.Diagnostics.Metrics;
using SharedSequencer.Messages;
using SharedSequencer.Ordering.Delivery;
using SharedSequencer.Protocol;
using SharedSequencer.Testing;

namespace SharedSequencer.Ordering.Tests.Mesh;

/// <summary>
/// The inconvenient habits of sidecars and brokers, and what they must not do to the chain.
/// </summary>
public sealed class SidecarFaultsTests
{
    private static readonly CancellationToken Never = TestContext.Current.CancellationToken;
    private readonly SampleNetwork _network = new();

    [Fact]
    public async Task While_actor_calls_hang_deliveries_end_all_the_same_and_a_resend_is_ordered_afterwards()
    {
        await using var ordering = await RunningOrdering.Start(
            _network, Never, "--Ordering:Queue:CallTimeoutMs=200");
        await ordering.Mesh.Faults.HangAsync(on: true, Never);
        var batch = _network.Registration(TimeProvider.System);
        using var unreachable = new CountedOutcome(nameof(DeliveryOutcome.QueueUnreachable));

        await ordering.Publish(batch, Never);
        await Eventually.HoldsAsync(() => unreachable.Count > 0, "the delivery ends", Never);
        await ordering.Mesh.Faults.HangAsync(on: false, Never);

        await ordering.OrderAsync(batch, Never);
    }

    [Fact]
    public async Task A_lost_and_a_repeated_delivery_leave_each_batch_in_the_chain_once()
    {
        await using var ordering = await RunningOrdering.Start(_network, Never);
        await ordering.OrderAsync(_network.Registration(TimeProvider.System), Never);
        var lost = _network.Transfers(TimeProvider.System);
        var batches = new[] { lost, _network.Transfers(TimeProvider.System) };
        foreach (var topic in ordering.Mesh.Faults.Topic(Topics.Batches))
        {
            topic.Lose(1);
            topic.Repeat(3);
        }

        await ordering.Publish(lost, Never);
        await ordering.OrderAsync(batches[1], Never, batches);

        var ordered = (await ordering.BlocksAsync(Never)).SelectMany(block => block.Block.Certificates)
            .Where(item => !item.Batch.Lane.IsShared).Select(item => item.Digest);
        Assert.Equal(batches.Select(batch => batch.Digest), ordered);
    }

    [Fact]
    public async Task Bytes_that_are_no_batch_end_among_the_dead_letters_which_are_read()
    {
        await using var ordering = await RunningOrdering.Start(_network, Never);
        using var dead = new CountedOutcome(outcome: null);

        await ordering.Dapr.PublishByteEventAsync(
            MeshComponents.PubSub,
            Topics.Batches,
            new byte[] { 1, 2, 3 },
            "application/octet-stream",
            [],
            Never);

        await Eventually.HoldsAsync(() => dead.Count > 0, "the dead letter is read", Never);
    }

    /// <summary>Counts deliveries with an outcome, or dead letters.</summary>
    private sealed class CountedOutcome : IDisposable
    {
        private readonly MeterListener _listener = new();
        private long _count;

        public CountedOutcome(string? outcome)
        {
            Instrument wanted = outcome is null ? Telemetry.DeadLetters : Telemetry.Deliveries;
            _listener.SetMeasurementEventCallback<long>((_, value, tags, _) =>
            {
                if (outcome is null || tags.ToArray().Any(tag => outcome.Equals(tag.Value)))
                {
                    Interlocked.Add(ref _count, value);
                }
            });
            _listener.EnableMeasurementEvents(wanted);
        }

        public long Count => Interlocked.Read(ref _count);

        public void Dispose() => _listener.Dispose();
    }
}
