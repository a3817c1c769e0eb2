using Dapr.Actors;
using Dapr.Actors.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SharedSequencer.Messages;
using SharedSequencer.Ordering.Queue;
using SharedSequencer.StandIn.Hosting;
using SharedSequencer.Testing;

namespace SharedSequencer.Ordering.Tests.Queue.Storage;

/// <summary>The store on actor state, through a sidecar that treats JSON as daprd does.</summary>
public sealed class DaprQueueStoreTests : QueueStoreContract, IAsyncLifetime
{
    private const string AppId = "probe";
    private static readonly CancellationToken Never = TestContext.Current.CancellationToken;
    private StandInHost? _mesh;
    private WebApplication? _app;
    private IStoreProbe? _probe;

    public async ValueTask InitializeAsync()
    {
        var port = Loopback.FreePort();
        var cluster = await PostgresCluster.SharedAsync();
        var options = new StandInOptions { ConnectionString = await cluster.CreateDatabaseAsync(Never) };
        options.Apps.Add(new AppOptions { AppId = AppId, AppPort = port });
        _mesh = await StandInHost.StartAsync(options, TimeProvider.System, NullLoggerFactory.Instance, Never);
        var sidecar = $"http://127.0.0.1:{_mesh.Slot(AppId).HttpPort}";
        _app = Build(port, sidecar);
        await _app.StartAsync(Never);
        _probe = _app.Services.GetRequiredService<IActorProxyFactory>()
            .CreateActorProxy<IStoreProbe>(new ActorId("1"), nameof(StoreProbe));
        using var http = new HttpClient { BaseAddress = new Uri(sidecar) };
        await Eventually.HoldsAsync(
            async stop => (await http.GetAsync("/v1.0/healthz", stop)).IsSuccessStatusCode,
            "the sidecar",
            Never);
    }

    public async ValueTask DisposeAsync()
    {
        await _app!.DisposeAsync();
        await _mesh!.DisposeAsync();
    }

    internal override async Task<T> Turn<T>(Func<IQueueStore, Task<T>> turn)
    {
        var key = Guid.NewGuid().ToString();
        var result = default(T);
        StoreProbe.Turns[key] = async store => result = await turn(store);
        await _probe!.Run(key);
        StoreProbe.Turns.TryRemove(key, out _);
        return result!;
    }

    protected override Task ChangeOwner() => _mesh!.Faults.RebalanceAsync(deactivate: true, Never);

    private static WebApplication Build(int port, string sidecar)
    {
        var builder = WebApplication.CreateBuilder([$"--urls=http://127.0.0.1:{port}"]);
        builder.Logging.ClearProviders();
        builder.Services.AddActors(actors =>
        {
            actors.HttpEndpoint = sidecar;
            actors.UseJsonSerialization = true;
            actors.JsonSerializerOptions = MeshJson.Options;
            actors.Actors.RegisterActor<StoreProbe>();
        });
        var app = builder.Build();
        app.MapActorsHandlers();
        return app;
    }
}
