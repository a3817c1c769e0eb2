using Dapr.Actors;
using Dapr.Client;
using SharedSequencer.DaprConformance.Tests.Support;
using SharedSequencer.Testing;

namespace SharedSequencer.DaprConformance.Tests.Sdk;

public sealed class SdkAppTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_sdk_app_calls_actors_publishes_subscribes_and_invokes_through_the_stand_in()
    {
        var appPort = Loopback.FreePort();
        await using var standIn = await StandInFixture.StartAsync(Cancelled, ("ordering", appPort));
        var slot = standIn.Slots[0];
        await using var app = await SdkApp.StartAsync(appPort, slot.HttpPort, slot.GrpcPort, Cancelled);
        await app.Dapr.WaitForSidecarAsync(Cancelled);

        var counter = app.Actors.CreateActorProxy<ICounter>(new ActorId("1"), nameof(CounterActor));
        Assert.Equal(2, await counter.Add(2));
        Assert.Equal(5, await counter.Add(3));
        Assert.Equal(1, await counter.Nest("2"));
        var failure = await Assert.ThrowsAsync<ActorMethodInvocationException>(counter.Fail);
        Assert.Contains("boom from actor", failure.InnerException!.Message, StringComparison.Ordinal);

        byte[] payload = [0, 1, 255];
        await app.Dapr.PublishByteEventAsync(SdkApp.PubSub, SdkApp.Topic, payload, "application/octet-stream",
            new Dictionary<string, string> { ["partitionKey"] = "1" }, Cancelled);
        Assert.Equal(payload, app.Received.Take(Cancelled));

        using var invoke = DaprClient.CreateInvokeHttpClient("ordering", $"http://127.0.0.1:{slot.HttpPort}");
        Assert.Equal("42", await invoke.GetStringAsync("/v1/head", Cancelled));
    }
}
