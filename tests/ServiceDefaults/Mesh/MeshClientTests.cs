using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using SharedSequencer.Messages;
using SharedSequencer.Testing;

namespace SharedSequencer.ServiceDefaults.Tests.Mesh;

public sealed class MeshClientTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_typed_client_reaches_the_other_service_through_the_sidecar()
    {
        await using var sidecar = await LoopbackServer.StartAsync(
            app => app.MapGet(
                "/v1.0/invoke/{appId}/method/{**path}",
                (string appId, string path, string? from) => $"{appId} {path} {from}"),
            Token);
        await using var service = await StartAsync(sidecar, TimeSpan.FromMinutes(1));

        var client = service.Services.GetRequiredService<OrderingClient>();

        Assert.Equal(
            "ordering v1/blocks 7",
            await client.Http.GetStringAsync(OrderingRoutes.BlocksFrom(7, 1, bodies: false), Token));
    }

    [Fact]
    public async Task A_service_that_does_not_answer_is_given_up()
    {
        await using var sidecar = await LoopbackServer.StartAsync(
            app => app.MapGet(
                "{**path}",
                (CancellationToken aborted) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, aborted)),
            Token);
        await using var service = await StartAsync(sidecar, TimeSpan.FromMilliseconds(100));
        var client = service.Services.GetRequiredService<OrderingClient>();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => client.Http.GetStringAsync(OrderingRoutes.Head, Token));
    }

    private static Task<LoopbackServer> StartAsync(LoopbackServer sidecar, TimeSpan timeout) => TestService.StartAsync(
        new() { ["Keys:AllowDevelopmentKeys"] = "true", ["DAPR_HTTP_PORT"] = $"{sidecar.Addresses[0].Port}" },
        builder => builder.AddMeshDapr().AddMeshClient<OrderingClient>(AppIds.Ordering, timeout));

    private sealed class OrderingClient(HttpClient http)
    {
        public HttpClient Http => http;
    }
}
