using System.Net;
using Dapr;
using Dapr.Actors;
using Dapr.Client;
using SharedSequencer.DaprConformance.Tests.Support;
using SharedSequencer.StandIn.Hosting;
using SharedSequencer.Testing;

namespace SharedSequencer.DaprConformance.Tests.Sdk;

/// <summary>The fault switches, through the admin port and as an SDK app meets them.</summary>
public sealed class FaultSwitchTests : IAsyncLifetime
{
    private readonly int appPort = Loopback.FreePort();
    private readonly HttpClient admin = new();
    private StandInHost standIn = null!;
    private SdkApp app = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        standIn = await StandInFixture.StartAsync(Cancelled, ("ordering", appPort));
        var slot = standIn.Slots[0];
        app = await SdkApp.StartAsync(appPort, slot.HttpPort, slot.GrpcPort, Cancelled);
        await WaitReadyAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await standIn.DisposeAsync();
        admin.Dispose();
    }

    [Fact]
    public async Task A_rebalance_cuts_a_running_call_and_its_method_runs_again()
    {
        var counter = Counter("cut");
        var slow = counter.Slow(4000);
        await Eventually.HoldsAsync(() => CounterActor.Runs("cut") == 1, "the turn runs", Cancelled);
        await SwitchAsync("/faults/rebalance?deactivate=true");
        Assert.Equal(4000, await slow);
        Assert.Equal(2, CounterActor.Runs("cut"));
    }

    [Fact]
    public async Task A_turn_that_saves_state_while_its_actor_moves_does_not_hold_the_move_up()
    {
        // The save waits for the move, the SDK's answer to the DELETE for the turn, and the turn for the save.
        var adding = Counter("moved").AddSlowly(500);
        await Eventually.HoldsAsync(() => CounterActor.Runs("moved") == 1, "the turn runs", Cancelled);
        await SwitchAsync("/faults/rebalance?deactivate=true");
        Assert.InRange(await adding, 1, 2);
        Assert.Equal(2, CounterActor.Runs("moved"));
    }

    [Fact]
    public async Task While_it_hangs_calls_get_no_answer_and_afterwards_they_do()
    {
        Assert.Equal(1, await Counter("hang").Add(1));
        await SwitchAsync("/faults/hang?on=true");
        var waiting = Counter("hang").Add(1);
        Assert.Contains("\"placementLost\":true", await StatusAsync(), StringComparison.Ordinal);
        Assert.False(waiting.IsCompleted);
        await SwitchAsync("/faults/clear");
        Assert.Equal(2, await waiting);
    }

    [Fact]
    public async Task A_lost_message_is_gone_and_its_publisher_sees_success()
    {
        await SwitchAsync($"/faults/topics/{SdkApp.Topic}/lose?count=1");
        await PublishAsync(1);
        await PublishAsync(2);
        Assert.Equal([2], app.Received.Take(Cancelled));
        Assert.Empty(app.Received);
    }

    [Fact]
    public async Task A_redelivered_message_arrives_twice()
    {
        await SwitchAsync($"/faults/topics/{SdkApp.Topic}/redeliver?count=1");
        await PublishAsync(1);
        Assert.Equal([1], app.Received.Take(Cancelled));
        Assert.Equal([1], app.Received.Take(Cancelled));
    }

    [Fact]
    public async Task With_the_broker_down_publishers_get_an_error_until_it_is_back()
    {
        await SwitchAsync("/faults/publish?failing=true");
        await Assert.ThrowsAsync<DaprException>(() => PublishAsync(1));
        await SwitchAsync("/faults/publish?failing=false");
        await PublishAsync(2);
        Assert.Equal([2], app.Received.Take(Cancelled));
    }

    [Fact]
    public async Task A_lost_sidecar_comes_back_on_its_ports_and_asks_the_living_app_again()
    {
        Assert.Equal(1, await Counter("lost").Add(1));
        await SwitchAsync("/sidecars/ordering/lose");
        await Assert.ThrowsAnyAsync<Exception>(() => Counter("lost").Add(1));
        await SwitchAsync("/sidecars/ordering/return");
        await WaitReadyAsync();
        Assert.Equal(2, await Counter("lost").Add(1));
        await PublishAsync(1);
        Assert.Equal([1], app.Received.Take(Cancelled));
    }

    [Fact]
    public async Task After_the_stand_in_is_gone_actor_state_is_still_there()
    {
        Assert.Equal(5, await Counter("kept").Add(5));
        var options = standIn.Options;
        options.Apps[0].HttpPort = standIn.Slots[0].HttpPort;
        options.Apps[0].GrpcPort = standIn.Slots[0].GrpcPort;
        await standIn.DisposeAsync();
        standIn = await StandInHost.StartAsync(
            options, TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance, Cancelled);
        await WaitReadyAsync();
        Assert.Equal(6, await Counter("kept").Add(1));
    }

    [Fact]
    public async Task An_unknown_app_has_no_sidecar_to_lose()
    {
        using var answer = await admin.PostAsync(Admin("/sidecars/nobody/lose"), null, Cancelled);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private ICounter Counter(string id) => app.Actors.CreateActorProxy<ICounter>(new ActorId(id), nameof(CounterActor));

    private Task PublishAsync(byte content) => app.Dapr.PublishByteEventAsync(
        SdkApp.PubSub, SdkApp.Topic, new byte[] { content }, "application/octet-stream", [], Cancelled);

    private Task WaitReadyAsync() => Eventually.HoldsAsync(
        () => standIn.Slots[0].Current?.IsReady ?? false, "the handshake", Cancelled);

    private Uri Admin(string path) => new($"http://127.0.0.1:{standIn.AdminPort}{path}");

    private Task<string> StatusAsync() => admin.GetStringAsync(Admin("/status"), Cancelled);

    private async Task SwitchAsync(string path)
    {
        using var answer = await admin.PostAsync(Admin(path), null, Cancelled);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
    }
}
