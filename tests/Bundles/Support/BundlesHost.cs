using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using SharedSequencer.Bundles.Events;
using SharedSequencer.Messages;
using SharedSequencer.Protocol;
using SharedSequencer.ServiceDefaults;
using SharedSequencer.Testing;

namespace SharedSequencer.Bundles.Tests.Support;

/// <summary>The whole service in this process, over real sockets and a real database, with a broker that a test can take away.</summary>
internal sealed class BundlesHost : IAsyncDisposable
{
    private readonly LoopbackServer _server;
    private readonly string _genesisFile;

    private BundlesHost(LoopbackServer server, string genesisFile) => (_server, _genesisFile) = (server, genesisFile);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public HttpClient Http => _server.Http;

    public EventsDouble Events => (EventsDouble)_server.Services.GetRequiredService<IBundleEvents>();

    public ChainClock Clock => (ChainClock)_server.Services.GetRequiredService<TimeProvider>();

    public T Get<T>()
        where T : notnull => _server.Services.GetRequiredService<T>();

    public static async Task<BundlesHost> StartAsync(
        TestNetwork network,
        SidecarDouble sidecar,
        string database,
        EventsDouble? events = null,
        params (string Name, string Value)[] settings)
    {
        var genesisFile = Path.GetTempFileName();
        await File.WriteAllTextAsync(genesisFile, GenesisJson.Write(network.Genesis), Token);
        var all = new Dictionary<string, string?>
        {
            ["Keys:AllowDevelopmentKeys"] = "true",
            ["Network:GenesisFile"] = genesisFile,
            ["ConnectionStrings:Postgres"] = database,
            ["DAPR_HTTP_PORT"] = $"{sidecar.Port}",
            ["Follow:WaitMs"] = "50",
        };
        foreach (var (name, value) in settings) all[name] = value;
        var builder = LoopbackServer.Builder(all);
        builder.Services.AddSingleton<TimeProvider>(new ChainClock
        {
            Now = DateTimeOffset.FromUnixTimeMilliseconds((long)network.Genesis.Time.Milliseconds),
        });
        builder.AddServiceDefaults(AppIds.Bundles).AddBundles();
        // Behind a real sidecar events take the real way.
        if (!all.ContainsKey("DAPR_GRPC_PORT")) builder.Services.AddSingleton<IBundleEvents>(events ?? new EventsDouble());
        var app = builder.Build();
        app.MapServiceDefaults();
        app.MapBundles();
        return new BundlesHost(await LoopbackServer.StartAsync(app, Token), genesisFile);
    }

    /// <summary>Waits until the sagas were told of a height.</summary>
    public Task ToldAsync(int height) => Eventually.HoldsAsync(
        () => Get<Bundles.Chain.FollowedChain>().Handled?.Height.Value == (ulong)height, $"height {height}", Token);

    /// <summary>Waits until a bundle stands in a state.</summary>
    public async Task<BundleProgress> StandsAsync(Bundle bundle, BundleState state)
    {
        BundleProgress? progress = null;
        await Eventually.HoldsAsync(
            async _ => (progress = await FindAsync(bundle))?.State == state, $"{state}", Token);
        return progress!;
    }

    public async Task<BundleProgress?> FindAsync(Bundle bundle)
    {
        using var answer = await Http.GetAsync(BundlesRoutes.BundleOf(bundle.Id.ToString()), Token);
        if (answer.StatusCode == HttpStatusCode.NotFound) return null;
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<BundleProgress>(MeshJson.Options, Token);
    }

    public async Task<ValidationAnswer> ValidateAsync(Bundle bundle)
    {
        using var answer = await Http.PostAsync(BundlesRoutes.Validate, new ByteArrayContent(bundle.Encode()), Token);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<ValidationAnswer>(MeshJson.Options, Token))!;
    }

    public async Task<HttpStatusCode> StatusAsync(string path)
    {
        using var answer = await Http.GetAsync(path, Token);
        return answer.StatusCode;
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        File.Delete(_genesisFile);
    }
}
