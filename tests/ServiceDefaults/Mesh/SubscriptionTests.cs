using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using SharedSequencer.Messages;
using SharedSequencer.Testing;

namespace SharedSequencer.ServiceDefaults.Tests.Mesh;

public sealed class SubscriptionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static Dictionary<string, string?> LocalMesh => new() { ["Keys:AllowDevelopmentKeys"] = "true" };

    private byte[]? _received;

    [Fact]
    public async Task The_sidecar_learns_the_subscriptions_and_where_dead_letters_go()
    {
        await using var service = await StartAsync(LocalMesh);

        var subscriptions = await service.Http.GetFromJsonAsync<JsonArray>("/dapr/subscribe", Token);

        Assert.NotNull(subscriptions);
        var batches = subscriptions.Single(entry => (string?)entry!["topic"] == Topics.Batches)!;
        Assert.Equal(MeshComponents.PubSub, (string?)batches["pubsubName"] ?? (string?)batches["pubsubname"]);
        Assert.Equal(Topics.BatchesDead, (string?)batches["deadLetterTopic"]);
        var dead = subscriptions.Single(entry => (string?)entry!["topic"] == Topics.BatchesDead)!;
        Assert.Null(dead["deadLetterTopic"]);
    }

    [Fact]
    public async Task A_delivery_arrives_as_the_bytes_that_were_published()
    {
        await using var service = await StartAsync(LocalMesh);
        byte[] published = [0, 1, 2, 255];
        var envelope = new JsonObject
        {
            ["specversion"] = "1.0",
            ["id"] = "1",
            ["source"] = "ingress",
            ["type"] = "com.dapr.event.sent",
            ["datacontenttype"] = "application/octet-stream",
            ["data_base64"] = Convert.ToBase64String(published),
        };

        using var content = new StringContent(
            envelope.ToJsonString(), Encoding.UTF8, "application/cloudevents+json");
        using var answer = await service.Http.PostAsync("/topics/batches", content, Token);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(published, _received);
    }

    [Theory]
    [InlineData("secret", HttpStatusCode.OK)]
    [InlineData("guess", HttpStatusCode.Forbidden)]
    [InlineData("", HttpStatusCode.Forbidden)]
    public async Task Only_the_sidecar_may_deliver(string token, HttpStatusCode status)
    {
        await using var service = await StartAsync(new() { ["APP_API_TOKEN"] = "secret" });
        using var request = new HttpRequestMessage(HttpMethod.Post, "/topics/batches");
        request.Headers.Add("dapr-api-token", token);

        using var answer = await service.Http.SendAsync(request, Token);

        Assert.Equal(status, answer.StatusCode);
        using var open = await service.Http.GetAsync("/open", Token);
        Assert.Equal(HttpStatusCode.OK, open.StatusCode);
    }

    [Theory]
    [InlineData("false")]
    [InlineData(null)]
    public async Task Outside_the_local_mesh_a_service_without_a_token_does_not_start(string? allowDevelopment)
    {
        await using var app = TestService.Build(
            new() { ["Keys:AllowDevelopmentKeys"] = allowDevelopment }, builder => builder.AddMeshDapr());

        var refusal = await Assert.ThrowsAsync<StartupRefusedException>(() => app.StartAsync(Token));

        Assert.StartsWith("APP_API_TOKEN: missing.", Assert.Single(refusal.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_token_nobody_is_the_sidecar_outside_the_local_mesh()
    {
        await using var service = await TestService.StartAsync(
            [], map: app => app.MapPost("/only", () => "sidecar").WithMetadata(SidecarOnly.Instance));

        using var answer = await service.Http.PostAsync("/only", null, Token);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    private Task<LoopbackServer> StartAsync(Dictionary<string, string?> settings) => TestService.StartAsync(
        settings,
        builder => builder.AddMeshDapr(),
        app =>
        {
            app.MapPost("/topics/batches", ReceiveAsync).FromTopic(Topics.Batches);
            app.MapPost("/topics/batches/dead", () => { }).FromTopic(Topics.BatchesDead, isDeadLetter: true);
            app.MapGet("/open", () => "anyone");
        });

    private async Task ReceiveAsync(HttpContext context)
    {
        using var buffer = new MemoryStream();
        await context.Request.Body.CopyToAsync(buffer, context.RequestAborted);
        _received = buffer.ToArray();
    }
}
