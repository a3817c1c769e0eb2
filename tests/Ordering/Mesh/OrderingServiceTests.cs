using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using SharedSequencer.Messages;
using SharedSequencer.Ordering.Journal;
using SharedSequencer.Protocol;
using SharedSequencer.Testing;

namespace SharedSequencer.Ordering.Tests.Mesh;

/// <summary>From the broker to the served block, through a sidecar that keeps daprd's habits.</summary>
public sealed class OrderingServiceTests
{
    private static readonly CancellationToken Never = TestContext.Current.CancellationToken;
    private readonly SampleNetwork _network = new();

    [Fact]
    public async Task A_published_batch_becomes_a_final_block_that_is_announced_and_served()
    {
        await using var ordering = await RunningOrdering.Start(_network, Never);
        await using var follower = await FollowerApp.Start(ordering.FollowerPort, Never);

        await ordering.OrderAsync(_network.Registration(TimeProvider.System), Never);
        await ordering.OrderAsync(_network.Transfers(TimeProvider.System, 3), Never);

        var chain = await Follow(ordering);
        Assert.True(chain.State.Registry.TryGet(_network.Rollup, out var record));
        Assert.Equal(1UL, record.Head.Number);
        await Eventually.HoldsAsync(
            async stop => await Depth(ordering, stop) == 0, "the queue is empty again", Never);
        await Eventually.HoldsAsync(
            () => follower.Hints.Any(hint => hint.Height > 0), "a hint", Never);
    }

    [Fact]
    public async Task Batches_that_overtake_each_other_and_come_twice_are_ordered_once_and_in_order()
    {
        await using var ordering = await RunningOrdering.Start(_network, Never);
        await ordering.OrderAsync(_network.Registration(TimeProvider.System), Never);
        var batches = Enumerable.Range(0, 8).Select(_ => _network.Transfers(TimeProvider.System)).ToList();

        await Task.WhenAll(batches.AsEnumerable().Reverse().Select(batch => ordering.Publish(batch, Never)));
        await ordering.OrderAsync(batches[^1], Never, batches);

        var ordered = (await ordering.BlocksAsync(Never)).SelectMany(block => block.Block.Certificates)
            .Where(item => !item.Batch.Lane.IsShared).Select(item => item.Digest);
        Assert.Equal(batches.Select(batch => batch.Digest), ordered);
    }

    [Fact]
    public async Task A_restart_of_the_service_and_a_rebalance_of_its_actors_lose_nothing()
    {
        await using var ordering = await RunningOrdering.Start(_network, Never);
        await ordering.OrderAsync(_network.Registration(TimeProvider.System), Never);
        await ordering.OrderAsync(_network.Transfers(TimeProvider.System), Never);
        await ordering.StopService();
        await ordering.StartService(Never);
        await ordering.Mesh.Faults.RebalanceAsync(deactivate: true, Never);

        await ordering.OrderAsync(_network.Transfers(TimeProvider.System), Never);

        var chain = await Follow(ordering);
        Assert.True(chain.State.Registry.TryGet(_network.Rollup, out var record));
        Assert.Equal(2UL, record.Head.Number);
    }

    [Fact]
    public async Task The_archive_says_how_far_it_has_come_but_not_further_than_the_chain()
    {
        await using var ordering = await RunningOrdering.Start(_network, Never);
        await ordering.OrderAsync(_network.Registration(TimeProvider.System), Never);

        using var held = await Report(ordering, 1);
        using var beyond = await Report(ordering, 1_000_000);

        Assert.Equal(HttpStatusCode.NoContent, held.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, beyond.StatusCode);
        var session = ordering.Services.GetRequiredService<JournalSession>();
        Assert.Equal(1UL, (await session.Read(Watermark.Archived, Never)).Value);
    }

    private static Task<HttpResponseMessage> Report(RunningOrdering ordering, ulong height) =>
        ordering.Invoke.PutAsJsonAsync(
            OrderingRoutes.Archived, new ArchivedHeight(height), MeshJson.Options, Never);

    private async Task<ChainFollower> Follow(RunningOrdering ordering)
    {
        var follower = new ChainFollower(_network.Genesis);
        foreach (var block in await ordering.BlocksAsync(Never))
        {
            Assert.True(follower.TryApply(block, out _, out var fault), fault.ToString());
        }

        return follower;
    }

    private async Task<int?> Depth(RunningOrdering ordering, CancellationToken cancel)
    {
        var status = await ordering.Invoke.GetFromJsonAsync<QueueStatus>(
            OrderingRoutes.LaneStatusOf(_network.Rollup.Value), MeshJson.Options, cancel);
        return status?.Depth;
    }
}
