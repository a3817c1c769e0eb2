using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SharedSequencer.Messages;
using SharedSequencer.Protocol;
using SharedSequencer.Publisher.Archive;
using SharedSequencer.Publisher.Blocks;
using SharedSequencer.Publisher.Drivers.Cursors;
using SharedSequencer.ServiceDefaults;
using SharedSequencer.Testing;

namespace SharedSequencer.Publisher.Tests.Support;

/// <summary>The whole publisher in this process, over real sockets and a real database.</summary>
internal sealed class PublisherHost : IAsyncDisposable
{
    private const string SlowReadersMetric = "sequencer.publisher.streams.slow";

    private readonly MeterListener _metrics = new();
    private readonly WebApplication _app;
    private readonly string _genesisFile;
    private long _slowReaders;

    private PublisherHost(WebApplication app, string genesisFile)
    {
        (_app, _genesisFile) = (app, genesisFile);
        var meters = app.Services.GetRequiredService<IMeterFactory>();
        _metrics.InstrumentPublished = (instrument, listener) =>
        {
            // Other publishers of this process have meters of the same name, but of another factory.
            if (instrument.Name == SlowReadersMetric && instrument.Meter.Scope == meters)
                listener.EnableMeasurementEvents(instrument);
        };
        _metrics.SetMeasurementEventCallback<long>((_, value, _, _) => Interlocked.Add(ref _slowReaders, value));
        _metrics.Start();
    }

    /// <summary>Readers dropped for being slow, as the metric tells.</summary>
    public long SlowReaders => Interlocked.Read(ref _slowReaders);

    public HttpClient Http { get; private set; } = new();

    public Uri GrpcAddress { get; private set; } = new("http://unset");

    public IServiceProvider Services => _app.Services;

    public ulong Height => Services.GetRequiredService<ArchiveHeads>().Head?.Position.Height.Value ?? 0;

    public static async Task<PublisherHost> StartAsync(
        TestNetwork network, OrderingServer ordering, string database, params string[] settings)
    {
        var genesisFile = Path.GetTempFileName();
        await File.WriteAllTextAsync(genesisFile, GenesisJson.Write(network.Genesis), Token);
        string[] arguments =
        [
            "--urls=http://127.0.0.1:0", "--Publisher:GrpcPort=0", $"--Network:GenesisFile={genesisFile}",
            "--Keys:AllowDevelopmentKeys=true",
            $"--ConnectionStrings:Postgres={database}", $"--DAPR_HTTP_PORT={ordering.Port}",
            "--Follower:PollIntervalMs=20", "--Drivers:IdleCheckMs=50", .. settings,
        ];
        var builder = WebApplication.CreateBuilder(arguments);
        builder.AddServiceDefaults(AppIds.Publisher);
        builder.Logging.ClearProviders();
        builder.AddPublisher();
        var app = builder.Build();
        app.MapServiceDefaults();
        app.MapPublisher();
        var host = new PublisherHost(app, genesisFile);
        await app.StartAsync(Token);
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        host.Http = new HttpClient { BaseAddress = new Uri(addresses.First()) };
        host.GrpcAddress = new Uri(addresses.Last());
        return host;
    }

    public Task CaughtUpAsync(TestChain chain) => Eventually.HoldsAsync(
        () => Height == (ulong)chain.Blocks.Count, $"height {chain.Blocks.Count} is archived", Token);

    /// <summary>Waits until the first rollup's driver has recorded a rollup block.</summary>
    public Task DrivenAsync(ulong number) => Eventually.HoldsAsync(
        async token => await new DriverStore(
            Services.GetRequiredService<IDbContextFactory<DriverContext>>(), new RollupId(1)).LastAsync(token)
            is { } last && last.Number >= number,
        $"block {number} is driven",
        Token);

    public async Task<HttpStatusCode> ReadinessAsync()
    {
        using var answer = await Http.GetAsync("/readyz", Token);
        return answer.StatusCode;
    }

    public async Task<T> GetAsync<T>(string path) =>
        await Http.GetFromJsonAsync<T>(path, MeshJson.Options, Token)
        ?? throw new InvalidOperationException($"{path} answered null");

    public async Task<byte[]> GetRlpAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.ParseAdd("application/octet-stream");
        using var answer = await Http.SendAsync(request, Token);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadAsByteArrayAsync(Token);
    }

    public Task StopAsync() => _app.StopAsync(Token);

    public async ValueTask DisposeAsync()
    {
        _metrics.Dispose();
        Http.Dispose();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        File.Delete(_genesisFile);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
