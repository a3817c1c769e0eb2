using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using SharedSequencer.Bundles.Tests.Support;
using SharedSequencer.Messages;
using SharedSequencer.StandIn.Hosting;
using SharedSequencer.Testing;

namespace SharedSequencer.Bundles.Tests.Mesh;

/// <summary>Behind the sidecar that development uses: blocks are fetched through it, events go out by it.</summary>
public sealed class MeshTests : IAsyncLifetime
{
    private readonly BundleSamples _samples = new();
    private readonly ConcurrentQueue<BundleChanged> _heard = new();
    private SidecarDouble _ordering = null!;
    private LoopbackServer _listener = null!;
    private StandInHost _mesh = null!;
    private int _port;
    private string _database = "";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var cluster = await PostgresCluster.SharedAsync();
        _database = await cluster.CreateDatabaseAsync(Token);
        _ordering = await SidecarDouble.StartAsync(Token);
        _ordering.Publish(_samples.Chain);
        _listener = await LoopbackServer.StartAsync(MapListener, Token);
        _port = Loopback.FreePort();
        var options = new StandInOptions { ConnectionString = await cluster.CreateDatabaseAsync(Token) };
        options.Apps.Add(new AppOptions { AppId = AppIds.Bundles, AppPort = _port });
        options.Apps.Add(new AppOptions { AppId = AppIds.Ordering, AppPort = _ordering.Port });
        options.Apps.Add(new AppOptions { AppId = AppIds.Ingress, AppPort = _listener.Addresses[0].Port });
        _mesh = await StandInHost.StartAsync(options, TimeProvider.System, NullLoggerFactory.Instance, Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _mesh.DisposeAsync();
        await _listener.DisposeAsync();
        await _ordering.DisposeAsync();
    }

    [Fact]
    public async Task Events_survive_a_lost_sidecar_and_arrive_in_order()
    {
        await using (var lonely = await StartAsync(Loopback.FreePort()))
        {
            await lonely.ToldAsync(_samples.Chain.Blocks.Count);
            await lonely.StandsAsync(_samples.Committed, BundleState.Committed);
        }

        Assert.Empty(_heard);
        await using var bundles = await StartAsync(_mesh.Slot(AppIds.Bundles).GrpcPort);

        await Eventually.HoldsAsync(() => _heard.DistinctBy(one => (one.BundleId, one.State)).Count() == 6, "six events", Token);
        Assert.Equal(
            [BundleState.Preparing, BundleState.Committed],
            _heard.Where(one => one.BundleId == _samples.Committed.Id.ToString()).Select(one => one.State).Distinct());
        var committed = _heard.First(one => one.State == BundleState.Committed);
        Assert.Equal(_samples.Committed.Terms.EscrowId.ToString(), committed.EscrowId);
        Assert.Equal(System.Net.HttpStatusCode.OK, await bundles.StatusAsync("/readyz"));
    }

    private void MapListener(WebApplication app)
    {
        app.MapGet("/dapr/subscribe", () => new[]
        {
            new { pubsubname = MeshComponents.PubSub, topic = Topics.BundleEvents, route = "changes" },
        });
        app.MapPost("/changes", async (HttpRequest request, CancellationToken cancellationToken) =>
        {
            using var envelope = await JsonDocument.ParseAsync(request.Body, default, cancellationToken);
            _heard.Enqueue(envelope.RootElement.GetProperty("data").Deserialize<BundleChanged>(MeshJson.Options)!);
            return Results.Ok();
        });
    }

    private Task<BundlesHost> StartAsync(int grpcPort) => BundlesHost.StartAsync(
        _samples.Network,
        _ordering,
        _database,
        events: null,
        ("urls", $"http://127.0.0.1:{_port}"),
        ("DAPR_HTTP_PORT", $"{_mesh.Slot(AppIds.Bundles).HttpPort}"),
        ("DAPR_GRPC_PORT", $"{grpcPort}"));
}
