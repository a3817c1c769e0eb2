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

    private byte[]? _received;

    [Fact]
    public async Task The_sidecar_learns_the_subscriptions_and_where_dead_letters_go()
    {
        await using var service = await StartAsync([]);

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
        await using var service = await StartAsync([]);
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
