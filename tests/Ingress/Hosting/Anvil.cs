using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using SharedSequencer.Protocol;
using SharedSequencer.Testing;

namespace SharedSequencer.Ingress.Tests.Hosting;

/// <summary>A real anvil that seals on demand: the node of a rollup.</summary>
internal sealed class Anvil : IAsyncDisposable
{
    private const string Installed = "shared/LocalMesh/node_modules/@foundry-rs/anvil-linux-amd64/bin/anvil";

    private readonly Process _process;
    private readonly HttpClient _http;

    private Anvil(Process process, int port)
    {
        _process = process;
        Url = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");
        _http = new HttpClient { BaseAddress = new Uri(Url) };
    }

    public string Url { get; }

    /// <summary>The settings that make it the node of a rollup of a test network.</summary>
    public string[] SettingsFor(RollupId rollup) =>
        [$"Rollups:{rollup}:ChainId={TestNetwork.ChainIdOf(rollup)}", $"Rollups:{rollup}:NodeUrl={Url}"];

    public static async Task<Anvil> StartAsync(RollupId rollup, CancellationToken cancellationToken)
    {
        var port = Loopback.FreePort();
        var process = await ChildProcesses.StartAsync(Find(), [
            "--silent", "--host", "127.0.0.1", "--port", port.ToString(CultureInfo.InvariantCulture),
            "--chain-id", TestNetwork.ChainIdOf(rollup).ToString(CultureInfo.InvariantCulture),
            "--no-mining", "--order", "fifo",
        ]);
        var anvil = new Anvil(process, port);
        await Eventually.HoldsAsync(anvil.AnswersAsync, "anvil answers", cancellationToken);
        return anvil;
    }

    public async Task<JsonElement> CallAsync(string method, string parameters, CancellationToken cancellationToken)
    {
        using var content = new StringContent(Rpc.Call(method, parameters), Encoding.UTF8, "application/json");
        using var response = await _http.PostAsync("/", content, cancellationToken);
        using var text = JsonDocument.Parse(await response.Content.ReadAsStringAsync(cancellationToken));
        return text.RootElement.GetProperty("result").Clone();
    }

    /// <summary>Executes a transaction in a block of its own, as the publisher's driver does.</summary>
    public async Task ExecuteAsync(string raw, CancellationToken cancellationToken)
    {
        await CallAsync("eth_sendRawTransaction", $"[\"{raw}\"]", cancellationToken);
        await CallAsync("evm_mine", "[]", cancellationToken);
    }

    public Task FundAsync(Wallet wallet, CancellationToken cancellationToken) =>
        CallAsync("anvil_setBalance", $"[\"{wallet.Address}\",\"0xde0b6b3a7640000\"]", cancellationToken);

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
        _http.Dispose();
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        try
        {
            await CallAsync("eth_chainId", "[]", cancellationToken);
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static string Find()
    {
        var onPath = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
            .Select(folder => Path.Combine(folder, "anvil"));
        return new[] { Environment.GetEnvironmentVariable("ANVIL") ?? "" }
            .Concat(onPath)
            .Concat(Ancestors().Select(folder => Path.Combine(folder, Installed)))
            .FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException("anvil was not found; './mesh doctor' tells how to get it.");
    }

    private static IEnumerable<string> Ancestors()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
            yield return folder;
    }
}
