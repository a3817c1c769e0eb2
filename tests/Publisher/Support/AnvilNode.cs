using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using SharedSequencer.Publisher.Drivers.EvmRpc;
using SharedSequencer.Testing;

namespace SharedSequencer.Publisher.Tests.Support;

/// <summary>
/// A real anvil that seals on demand, for rollup 1 of a test network; may be killed and started again with an empty
/// chain.
/// </summary>
internal sealed class AnvilNode : IAsyncDisposable
{
    public const ulong ChainId = 10_001;

    private static readonly string[] GenesisTime = ["--timestamp", "1700000000"];

    private readonly RequestCount _requests = new();
    private readonly HttpClient _http;
    private readonly string[] _options;
    private readonly int _port = Loopback.FreePort();
    private Process? _process;

    private AnvilNode(string[] options)
    {
        _options = options;
        _http = new HttpClient(_requests) { BaseAddress = new Uri(Url) };
        Rpc = new NodeRpc(_http);
        Node = new EvmNode(Rpc);
    }

    public string Url => $"http://127.0.0.1:{_port}";

    /// <summary>Requests that <see cref="Rpc"/> and <see cref="Node"/> have made.</summary>
    public int Requests => _requests.Sent;

    public NodeRpc Rpc { get; }

    public EvmNode Node { get; }

    public static async Task<AnvilNode> StartAsync(CancellationToken cancellationToken, params string[] options)
    {
        var node = new AnvilNode(options);
        await node.RestartAsync(cancellationToken);
        return node;
    }

    /// <summary>As by kill -9: the chain, which anvil keeps in memory, is gone.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        if (_process is null) return;
        _process.Kill();
        await _process.WaitForExitAsync(cancellationToken);
        _process.Dispose();
        _process = null;
    }

    /// <summary>Starts it with an empty chain; further options win over the usual ones.</summary>
    public async Task RestartAsync(CancellationToken cancellationToken, params string[] options)
    {
        await KillAsync(cancellationToken);
        _process = await ChildProcesses.StartAsync(AnvilBinary.Path, [
            "--silent", "--host", "127.0.0.1", "--port", _port.ToString(CultureInfo.InvariantCulture),
            "--chain-id", ChainId.ToString(CultureInfo.InvariantCulture), "--no-mining", "--order", "fifo",
            .. options.Contains("--timestamp") ? [] : GenesisTime, .. _options, .. options,
        ]);
        await Eventually.HoldsAsync(AnswersAsync, "anvil answers", cancellationToken);
    }

    /// <summary>Calls a method with parameters written as JSON, separated by commas, or none.</summary>
    public async Task<string> CallAsync(string method, string? parameters, CancellationToken cancellationToken)
    {
        var call = new RpcCall(method, parameters is null ? null : writer =>
        {
            using var items = JsonDocument.Parse($"[{parameters}]");
            foreach (var item in items.RootElement.EnumerateArray()) item.WriteTo(writer);
        });
        using var answer = await Rpc.CallAsync(call, cancellationToken);
        return answer.RootElement.GetProperty("result").GetRawText();
    }

    public async Task<IReadOnlyList<string>> TransactionsOfAsync(ulong number, CancellationToken cancellationToken)
    {
        var block = await Node.BlockAsync(number, cancellationToken);
        return [.. (block?.Transactions ?? []).Select(hash => hash.ToString())];
    }

    public async Task<JsonElement> PoolAsync(CancellationToken cancellationToken)
    {
        using var answer = await Rpc.CallAsync(new RpcCall("txpool_status"), cancellationToken);
        return answer.RootElement.GetProperty("result").Clone();
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync(CancellationToken.None);
        _http.Dispose();
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await Node.ChainIdAsync(cancellationToken) == ChainId;
        }
        catch (NodeException)
        {
            return false;
        }
    }

    private sealed class RequestCount() : DelegatingHandler(new SocketsHttpHandler())
    {
        private int _sent;

        public int Sent => Volatile.Read(ref _sent);

        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _sent);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
