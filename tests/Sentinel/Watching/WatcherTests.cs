using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using SharedSequencer.Messages;
using SharedSequencer.ServiceDefaults;
using SharedSequencer.Testing;

namespace SharedSequencer.Sentinel.Tests.Watching;

/// <summary>The sentinel on real ports, looking at services that answer as ours do.</summary>
public sealed class WatcherTests : IAsyncLifetime
{
    private readonly Dictionary<string, string?> _settings = new()
    {
        ["Keys:AllowDevelopmentKeys"] = "true",
        ["Sentinel:IntervalMs"] = "50",
        ["Sentinel:TimeoutMs"] = "30000",
        ["Sentinel:HaltedAfterMs"] = "600000",
        ["Sentinel:DegradedAfterMs"] = "300000",
    };

    private readonly Dictionary<string, LoopbackServer> _services = [];
    private bool _publisherReady = true;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        foreach (var appId in AppIds.All.Where(appId => appId != AppIds.Sentinel))
        {
            _services[appId] = await LoopbackServer.StartAsync(app => MapService(app, appId), Token);
            _settings[$"Sentinel:Services:{appId}"] = _services[appId].Addresses[0].ToString();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var service in _services.Values)
            await service.DisposeAsync();
    }

    [Fact]
    public async Task The_layer_is_operational_when_everyone_answers()
    {
        await using var sentinel = await StartSentinelAsync();

        var health = await HealthAsync(sentinel, "operational");

        Assert.Equal("9007199254740993", (string?)health["lastBlock"]!["height"]);
        Assert.Empty(health["reasons"]!.AsArray());
        var services = await sentinel.Http.GetFromJsonAsync<JsonArray>("/v1/health/services", Token);
        Assert.Equal(4, services!.Count);
        Assert.All(services, service => Assert.Equal("Ready", (string?)service!["state"]));
    }

    [Fact]
    public async Task A_dead_service_is_noticed_and_so_is_its_return()
    {
        await using var sentinel = await StartSentinelAsync();
        await HealthAsync(sentinel, "operational");
        var port = _services[AppIds.Ingress].Addresses[0].Port;

        await _services[AppIds.Ingress].DisposeAsync();
        var health = await HealthAsync(sentinel, "degraded");

        Assert.Equal("service-unreachable", (string?)health["reasons"]![0]!["code"]);
        Assert.Equal("ingress", (string?)health["reasons"]![0]!["subject"]);

        var app = LoopbackServer.Builder(new Dictionary<string, string?> { ["urls"] = $"http://127.0.0.1:{port}" }).Build();
        MapService(app, AppIds.Ingress);
        _services[AppIds.Ingress] = await LoopbackServer.StartAsync(app, Token);
        await HealthAsync(sentinel, "operational");
    }

    [Fact]
    public async Task A_service_that_says_it_is_not_ready_is_believed()
    {
        _publisherReady = false;
        await using var sentinel = await StartSentinelAsync();

        var health = await HealthAsync(sentinel, "degraded");

        Assert.Equal("publisher lacks postgres.", (string?)health["reasons"]![0]!["detail"]);
    }

    [Fact]
    public async Task Without_addresses_services_are_asked_through_the_sidecar()
    {
        foreach (var appId in _services.Keys)
            _settings.Remove($"Sentinel:Services:{appId}");
        await using var sidecar = await LoopbackServer.StartAsync(
            app => app.Map("/v1.0/invoke/{appId}/method/{**path}", ForwardAsync), Token);
        _settings["DAPR_HTTP_PORT"] = $"{sidecar.Addresses[0].Port}";
        await using var sentinel = await StartSentinelAsync();

        await HealthAsync(sentinel, "operational");
    }

    [Fact]
    public async Task Unusable_settings_are_told_together()
    {
        _settings["Sentinel:DegradedAfterMs"] = "600000";
        _settings["Sentinel:Services:nobody"] = "ftp://nowhere";

        var refusal = await Assert.ThrowsAsync<StartupRefusedException>(StartSentinelAsync);

        Assert.Equal(3, refusal.Problems.Count);
    }

    private async Task ForwardAsync(HttpContext context, string appId, string path)
    {
        using var answer = await _services[appId].Http.GetAsync("/" + path, context.RequestAborted);
        context.Response.StatusCode = (int)answer.StatusCode;
        context.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
        await answer.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
    }

    private void MapService(WebApplication app, string appId)
    {
        app.MapGet("/readyz", () => appId == AppIds.Publisher && !_publisherReady
            ? Results.Json(
                new ReadinessReport("not-ready", new Dictionary<string, string> { ["postgres"] = "not-ready" }),
                statusCode: 503)
            : Results.Json(new ReadinessReport("ready", new Dictionary<string, string>())));
        if (appId == AppIds.Ordering)
            app.MapGet(OrderingRoutes.Head, () => new ChainHead(
                9_007_199_254_740_993, "0x00", (ulong)TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds()));
    }

    private Task<LoopbackServer> StartSentinelAsync()
    {
        var app = LoopbackServer.Builder(_settings).AddServiceDefaults(AppIds.Sentinel).AddSentinel().Build();
        app.MapServiceDefaults();
        app.MapSentinel();
        return LoopbackServer.StartAsync(app, Token);
    }

    private static async Task<JsonObject> HealthAsync(LoopbackServer sentinel, string status)
    {
        JsonObject? health = null;
        await Eventually.HoldsAsync(
            async token =>
            {
                health = await sentinel.Http.GetFromJsonAsync<JsonObject>("/v1/health", token);
                return (string?)health!["status"] == status && (string?)health["reasons"]!.AsArray()
                    .FirstOrDefault()?["code"] != "not-observed";
            },
            $"the layer is {status}",
            Token);
        return health!;
    }
}
