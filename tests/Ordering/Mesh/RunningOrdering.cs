using Dapr.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SharedSequencer.Messages;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;
using SharedSequencer.ServiceDefaults;
using SharedSequencer.StandIn.Hosting;
using SharedSequencer.Testing;

namespace SharedSequencer.Ordering.Tests.Mesh;

/// <summary>
/// The whole service on real sockets: a sidecar and broker, PostgreSQL, key and genesis from files. The
/// address of another app is kept for a follower of the chain.
/// </summary>
internal sealed class RunningOrdering : IAsyncDisposable
{
    public const string FollowerId = "follower";

    private readonly string _folder = Directory.CreateTempSubdirectory("ordering-test-").FullName;
    private readonly SampleNetwork _network;
    private readonly string _database;
    private readonly string[] _settings;
    private WebApplication? _app;

    private RunningOrdering(
        SampleNetwork network, StandInHost mesh, string database, string[] settings,
        (int Ordering, int Follower, int Publisher) ports)
    {
        _settings = settings;
        _network = network;
        _database = database;
        Mesh = mesh;
        AppPort = ports.Ordering;
        FollowerPort = ports.Follower;
        PublisherPort = ports.Publisher;
        var slot = mesh.Slot(AppIds.Ordering);
        Dapr = new DaprClientBuilder()
            .UseHttpEndpoint($"http://127.0.0.1:{slot.HttpPort}")
            .UseGrpcEndpoint($"http://127.0.0.1:{slot.GrpcPort}")
            .UseJsonSerializationOptions(MeshJson.Options)
            .Build();
        Invoke = DaprClient.CreateInvokeHttpClient(AppIds.Ordering, $"http://127.0.0.1:{slot.HttpPort}");
    }

    public StandInHost Mesh { get; }

    public int AppPort { get; }

    public int FollowerPort { get; }

    public int PublisherPort { get; }

    /// <summary>Where its journal is.</summary>
    public string Database => _database;

    /// <summary>Publishes through the sidecar.</summary>
    public DaprClient Dapr { get; }

    /// <summary>Calls the service through the sidecar.</summary>
    public HttpClient Invoke { get; }

    public IServiceProvider Services => _app!.Services;

    public static async Task<RunningOrdering> Start(
        SampleNetwork network, CancellationToken cancel, params string[] settings)
    {
        var cluster = await PostgresCluster.SharedAsync();
        var ports = (Ordering: Loopback.FreePort(), Follower: Loopback.FreePort(), Publisher: Loopback.FreePort());
        var options = new StandInOptions { ConnectionString = await cluster.CreateDatabaseAsync(cancel) };
        options.Apps.Add(new AppOptions { AppId = AppIds.Ordering, AppPort = ports.Ordering });
        options.Apps.Add(new AppOptions { AppId = FollowerId, AppPort = ports.Follower });
        options.Apps.Add(new AppOptions { AppId = AppIds.Publisher, AppPort = ports.Publisher });
        var mesh =
            await StandInHost.StartAsync(options, TimeProvider.System, NullLoggerFactory.Instance, cancel);
        var database = await cluster.CreateDatabaseAsync(cancel);
        var ordering = new RunningOrdering(network, mesh, database, settings, ports);
        await ordering.StartService(cancel);
        return ordering;
    }

    public async Task StartService(CancellationToken cancel)
    {
        _app = Build(_folder, _network, [
            $"--urls=http://127.0.0.1:{AppPort}",
            $"--ConnectionStrings:Postgres={_database}",
            $"--DAPR_HTTP_PORT={Mesh.Slot(AppIds.Ordering).HttpPort}",
            $"--DAPR_GRPC_PORT={Mesh.Slot(AppIds.Ordering).GrpcPort}",
            .. _settings,
        ]);
        await _app.StartAsync(cancel);
        await Eventually.HoldsAsync(
            async stop => (await Invoke.GetAsync("/readyz", stop)).IsSuccessStatusCode,
            "the service is ready",
            cancel);
    }

    public async Task StopService()
    {
        await _app!.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }

    public Task Publish(Batch batch, CancellationToken cancel) => Dapr.PublishByteEventAsync(
        MeshComponents.PubSub,
        Topics.Batches,
        batch.Encoded,
        "application/octet-stream",
        new Dictionary<string, string> { ["partitionKey"] = batch.Header.Lane.ToString() },
        cancel);

    /// <summary>Publishes as an ingress does: again and again until it sees the batch ordered.</summary>
    /// <param name="last">The batch to wait for.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <param name="all">What to publish, in this order; the batch alone when absent.</param>
    public Task OrderAsync(Batch last, CancellationToken cancel, IReadOnlyList<Batch>? all = null) =>
        Eventually.HoldsAsync(
            async stop =>
            {
                foreach (var batch in all ?? [last])
                {
                    await Publish(batch, stop);
                }

                return (await BlocksAsync(stop)).Any(block =>
                    block.Block.Certificates.Any(item => item.Digest == last.Digest));
            },
            "the batch is ordered",
            cancel);

    /// <summary>The whole chain, page by page, as a follower fetches it.</summary>
    public async Task<List<FinalizedBlock>> BlocksAsync(CancellationToken cancel)
    {
        var blocks = new List<FinalizedBlock>();
        while (true)
        {
            var from = (ulong)blocks.Count + 1;
            var page = Read(await Invoke.GetByteArrayAsync(
                OrderingRoutes.BlocksFrom(from, 100, bodies: true), cancel));
            blocks.AddRange(page);
            if (page.Count == 0)
            {
                return blocks;
            }
        }
    }

    private static List<FinalizedBlock> Read(byte[] page)
    {
        var blocks = new List<FinalizedBlock>();
        var reader = new RlpReader(page);
        Assert.True(reader.TryReadList(out var list));
        while (!list.AtEnd)
        {
            Assert.True(list.TryReadBytes(out var encoded));
            Assert.True(FinalizedBlock.TryDecode(encoded.ToArray(), out var block));
            blocks.Add(block);
        }

        return blocks;
    }

    public async ValueTask DisposeAsync()
    {
        await StopService();
        Invoke.Dispose();
        Dapr.Dispose();
        await Mesh.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>The service as its Program builds it, with key and genesis from the folder.</summary>
    public static WebApplication Build(string folder, SampleNetwork network, string[] settings) =>
        Build(folder, network.Genesis, SampleNetwork.ValidatorSecret, settings);

    /// <summary>The service as its Program builds it, as the validator with this secret.</summary>
    public static WebApplication Build(string folder, Genesis network, string secret, string[] settings)
    {
        var genesis = Path.Combine(folder, "genesis.json");
        var key = Path.Combine(folder, "validator.key");
        File.WriteAllText(genesis, GenesisJson.Write(network));
        File.WriteAllText(key, secret);
        var builder = WebApplication.CreateBuilder([
            $"--Network:GenesisFile={genesis}",
            $"--Keys:Validator:SecretFile={key}",
            "--Keys:AllowDevelopmentKeys=true",
            "--Ordering:Journal:Init=true",
            .. settings,
        ]).AddServiceDefaults(AppIds.Ordering).AddOrdering();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.MapServiceDefaults();
        app.MapOrdering();
        return app;
    }
}
