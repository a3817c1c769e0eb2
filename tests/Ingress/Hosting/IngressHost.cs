using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SharedSequencer.Ingress.Batching;
using SharedSequencer.Ingress.Rest;
using SharedSequencer.Ingress.Rollups;
using SharedSequencer.Messages;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;
using SharedSequencer.ServiceDefaults;
using SharedSequencer.Testing;

namespace SharedSequencer.Ingress.Tests.Hosting;

/// <summary>The whole service on a real Kestrel port with a real database; only the mesh behind it is a double.</summary>
internal sealed class IngressHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly string _folder;
    private readonly bool _ownsOrdering;
    private int _stopped;

    private IngressHost(WebApplication app, OrderingDouble ordering, string database, string folder, bool ownsOrdering)
    {
        _app = app;
        Ordering = ordering;
        Database = database;
        _folder = folder;
        _ownsOrdering = ownsOrdering;
        Http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    public OrderingDouble Ordering { get; }

    public string Database { get; }

    public HttpClient Http { get; }

    public IServiceProvider Services => _app.Services;

    public RollupDirectory Rollups => _app.Services.GetRequiredService<RollupDirectory>();

    /// <summary>Starts with a new network and database, and registers the rollups through the REST route.</summary>
    public static async Task<IngressHost> StartAsync(
        ulong[] rollups, CancellationToken cancellationToken, params string[] settings)
    {
        var ordering = new OrderingDouble(new TestNetwork(rollups));
        await ordering.StartAsync(cancellationToken);
        var cluster = await PostgresCluster.SharedAsync();
        var database = await cluster.CreateDatabaseAsync(cancellationToken);
        var host = await StartAsync(ordering, database, ownsOrdering: true, settings, cancellationToken);
        try
        {
            foreach (var rollup in ordering.Network.Rollups) await host.RegisterAsync(rollup, cancellationToken);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts on an existing network and database, as after a restart.</summary>
    public static async Task<IngressHost> StartAsync(
        OrderingDouble ordering, string database, bool ownsOrdering, string[] settings,
        CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("ingress-test-").FullName;
        var genesis = Path.Combine(folder, "genesis.json");
        var key = Path.Combine(folder, "key");
        await File.WriteAllTextAsync(genesis, GenesisJson.Write(ordering.Network.Genesis), cancellationToken);
        await File.WriteAllTextAsync(
            key, Keccak256.Hash(Encoding.UTF8.GetBytes("test key ingress")).ToString(), cancellationToken);
        string[] arguments =
        [
            "--urls=http://127.0.0.1:0", $"--ConnectionStrings:Postgres={database}", $"--Network:GenesisFile={genesis}",
            $"--Keys:Ingress:SecretFile={key}", $"--DAPR_HTTP_PORT={ordering.Port}", $"--DAPR_GRPC_PORT={ordering.Port}",
            "--Keys:AllowDevelopmentKeys=true", "--Chain:PollMilliseconds=20", "--Logging:LogLevel:Default=Warning",
            "--Logging:LogLevel:Microsoft.Hosting.Lifetime=Warning", .. settings.Select(s => "--" + s),
        ];
        var builder = WebApplication.CreateBuilder(arguments);
        builder.AddServiceDefaults(AppIds.Ingress);
        builder.AddIngress();
        builder.Services.AddSingleton<IBatchPublisher>(ordering);
        var app = builder.Build();
        app.UseJsonRpc();
        app.MapServiceDefaults();
        app.MapIngress();
        await app.StartAsync(cancellationToken);
        return new IngressHost(app, ordering, database, folder, ownsOrdering);
    }

    /// <summary>Stops this one and starts another on the same journal and chain.</summary>
    public async Task<IngressHost> RestartAsync(CancellationToken cancellationToken, params string[] settings)
    {
        await StopAsync();
        return await StartAsync(Ordering, Database, _ownsOrdering, settings, cancellationToken);
    }

    public async Task<Hash256> RegisterAsync(RollupId rollup, CancellationToken cancellationToken)
    {
        var operation = Ordering.Network.Operation(OperationKind.Register, rollup, 1);
        using var response = await Http.PostAsJsonAsync(
            "/v1/rollups", BodyOf(operation), MeshJson.Options, cancellationToken);
        Assert.Equal(System.Net.HttpStatusCode.Accepted, response.StatusCode);
        await Eventually.HoldsAsync(() => Rollups.Find(rollup) is not null, "the rollup is registered", cancellationToken);
        return operation.Digest();
    }

    public static OperationBody BodyOf(RollupOperation operation) => new()
    {
        Network = operation.Network.ToString(),
        RollupId = operation.Rollup.ToString(),
        ChainId = operation.ChainId.ToString(),
        Owner = operation.Owner.ToString(),
        Reporter = operation.Reporter.ToString(),
        Nonce = operation.Nonce.ToString(),
        Signature = operation.Signature.ToString(),
    };

    /// <summary>Posts a body to a rollup's JSON-RPC and returns the answer whole.</summary>
    public async Task<RpcReply> PostAsync(RollupId rollup, string body, CancellationToken cancellationToken)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await Http.PostAsync(
            $"/rpc/{TestNetwork.ChainIdOf(rollup)}", content, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        return new RpcReply(
            response.StatusCode, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement, response.Headers);
    }

    public Task<RpcReply> CallAsync(
        RollupId rollup, string method, string parameters, CancellationToken cancellationToken) =>
        PostAsync(rollup, Rpc.Call(method, parameters), cancellationToken);

    public Task<RpcReply> SendAsync(RollupId rollup, byte[] raw, CancellationToken cancellationToken) =>
        CallAsync(rollup, "eth_sendRawTransaction", $"[\"{Hex.Encode(raw)}\"]", cancellationToken);

    /// <summary>Waits until a transaction stands in a final block, and returns its status.</summary>
    public async Task<JsonElement> SoftCommittedAsync(
        RollupId rollup, string hash, CancellationToken cancellationToken)
    {
        JsonElement status = default;
        await Eventually.HoldsAsync(
            async token =>
            {
                var reply = await CallAsync(rollup, "seq_getTransaction", $"[\"{hash}\"]", token);
                return reply.Json.TryGetProperty("result", out status)
                    && status.ValueKind == JsonValueKind.Object
                    && status.GetProperty("status").GetString() == "SoftCommitted";
            },
            $"{hash} is soft-committed", cancellationToken);
        return status;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        if (_ownsOrdering) await Ordering.DisposeAsync();
    }

    private async Task StopAsync()
    {
        if (Interlocked.Exchange(ref _stopped, 1) == 1) return;
        Http.Dispose();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
