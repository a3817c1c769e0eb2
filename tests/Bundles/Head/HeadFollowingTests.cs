using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using SharedSequencer.Messages;
using SharedSequencer.ServiceDefaults;
using SharedSequencer.Testing;

namespace SharedSequencer.Bundles.Tests.Head;

/// <summary>The bundles service on real ports, with a sidecar that answers for ordering.</summary>
public sealed class HeadFollowingTests : IAsyncLifetime
{
    private readonly Dictionary<string, string?> _settings = new()
    {
        ["Keys:AllowDevelopmentKeys"] = "true",
        ["Bundles:HeadIntervalMs"] = "50",
    };

    private LoopbackServer? _sidecar;
    private ulong _height = 1;
    private bool _isOrderingThere = true;
    private int _asked;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _sidecar = await LoopbackServer.StartAsync(
            app =>
            {
                app.MapGet("/v1.0/healthz/outbound", () => Results.NoContent());
                app.MapGet("/v1.0/invoke/ordering/method/v1/head", AnswerHead);
            },
            Token);
        _settings["DAPR_HTTP_PORT"] = $"{_sidecar.Addresses[0].Port}";
    }

    public ValueTask DisposeAsync() => _sidecar!.DisposeAsync();

    [Fact]
    public async Task The_head_follows_without_any_hint()
    {
        await using var bundles = await StartAsync();
        await KnowsAsync(bundles, 1);

        _height = 5;

        await KnowsAsync(bundles, 5);
    }

    [Fact]
    public async Task A_hint_makes_it_look_at_once()
    {
        _settings["Bundles:HeadIntervalMs"] = "60000";
        await using var bundles = await StartAsync();
        await KnowsAsync(bundles, 1);
        _height = ulong.MaxValue;

        await HintAsync(bundles, ulong.MaxValue);

        await KnowsAsync(bundles, ulong.MaxValue);
    }

    [Fact]
    public async Task A_hint_of_a_known_block_asks_nobody()
    {
        _settings["Bundles:HeadIntervalMs"] = "60000";
        _height = 7;
        await using var bundles = await StartAsync();
        await KnowsAsync(bundles, 7);
        var asked = _asked;

        await HintAsync(bundles, 7);
        _height = 8;
        await HintAsync(bundles, 8);

        await KnowsAsync(bundles, 8);
        Assert.Equal(asked + 1, _asked);
    }

    [Fact]
    public async Task The_head_never_moves_back()
    {
        _height = 9;
        await using var bundles = await StartAsync();
        await KnowsAsync(bundles, 9);

        _height = 3;
        var asked = _asked;
        await Eventually.HoldsAsync(() => _asked > asked + 1, "asked again", Token);

        await KnowsAsync(bundles, 9);
    }

    [Fact]
    public async Task It_is_ready_while_ordering_answers_and_says_so_when_not()
    {
        _settings["Bundles:StaleAfterMs"] = "250";
        _isOrderingThere = false;
        await using var bundles = await StartAsync();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync(bundles, "/readyz"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync(bundles, "/v1/head"));

        _isOrderingThere = true;
        await Eventually.HoldsAsync(
            async _ => await StatusAsync(bundles, "/readyz") == HttpStatusCode.OK, "ready", Token);

        _isOrderingThere = false;
        await Eventually.HoldsAsync(
            async _ => await StatusAsync(bundles, "/readyz") == HttpStatusCode.ServiceUnavailable, "stale", Token);
    }

    [Fact]
    public async Task It_subscribes_to_the_hints_and_reads_the_dead_ones()
    {
        await using var bundles = await StartAsync();

        var subscriptions = await bundles.Http.GetFromJsonAsync<List<Dictionary<string, object>>>(
            "/dapr/subscribe", Token);

        Assert.Equal(
            [Topics.BlockFinalized, Topics.BlockFinalizedDead],
            subscriptions!.Select(subscription => subscription["topic"].ToString()).Order());
        using var dead = await bundles.Http.PostAsJsonAsync(
            "/topics/block-finalized/dead", new BlockFinalizedHint(1, "0x00"), Token);
        Assert.Equal(HttpStatusCode.OK, dead.StatusCode);
    }

    private IResult AnswerHead()
    {
        Interlocked.Increment(ref _asked);
        return _isOrderingThere ? Results.Json(new ChainHead(_height, "0x00", 1)) : Results.StatusCode(500);
    }

    private async Task<LoopbackServer> StartAsync()
    {
        var app = LoopbackServer.Builder(_settings).AddServiceDefaults(AppIds.Bundles).AddBundles().Build();
        app.MapServiceDefaults();
        app.MapBundles();
        return await LoopbackServer.StartAsync(app, Token);
    }

    private static async Task HintAsync(LoopbackServer bundles, ulong height)
    {
        using var answer = await bundles.Http.PostAsJsonAsync(
            "/topics/block-finalized", new BlockFinalizedHint(height, "0x00"), Token);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private static async Task<HttpStatusCode> StatusAsync(LoopbackServer bundles, string path)
    {
        using var response = await bundles.Http.GetAsync(path, Token);
        return response.StatusCode;
    }

    private static Task KnowsAsync(LoopbackServer bundles, ulong height) => Eventually.HoldsAsync(
        async token =>
        {
            using var response = await bundles.Http.GetAsync("/v1/head", token);
            return response.IsSuccessStatusCode
                && (await response.Content.ReadFromJsonAsync<ChainHead>(MeshJson.Options, token))!.Height == height;
        },
        $"height {height}",
        Token);
}
