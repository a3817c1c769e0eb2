using SharedSequencer.Client;
using SharedSequencer.Launcher.Mesh;
using SharedSequencer.Launcher.Processes;
using SharedSequencer.Launcher.Runs;
using SharedSequencer.Launcher.Traffic;

namespace SharedSequencer.Launcher.Bench;

/// <summary>An anvil of its own to compare with: same genesis as the rollup.</summary>
internal sealed class BareAnvil : IAsyncDisposable
{
    /// <summary>Blocks only when told.</summary>
    public static readonly IReadOnlyList<string> Unsealed = ["--no-mining", "--order", "fifo"];

    /// <summary>A block every second of whatever is there.</summary>
    public static readonly IReadOnlyList<string> EverySecond = ["--block-time", "1", "--order", "fifo"];

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly MeshProcess _process;
    private readonly RpcClient _rpc;

    private BareAnvil(MeshProcess process, RpcClient rpc, Uri address)
    {
        _process = process;
        _rpc = rpc;
        Address = address;
    }

    public Uri Address { get; }

    public TimeSpan CpuTime => _process.CpuTime;

    public NodeClient Node => new(_rpc);

    public static async Task<BareAnvil> StartAsync(
        LocalMeshHost mesh,
        IReadOnlyList<string> sealing,
        HttpClient http,
        TimeProvider time,
        CancellationToken cancellation)
    {
        var rollup = mesh.Endpoints.Rollups[0];
        var port = new PortPlan(fixedPorts: false).Port("bare-anvil", "http", 0);
        var spec = new ProcessSpec
        {
            Name = "bare-anvil",
            Program = RepositoryLayout.Find().Anvil,
            Arguments =
            [
                "--host", "127.0.0.1", "--port", $"{port}", "--chain-id", $"{rollup.ChainId}",
                "--init", Path.Combine(mesh.Folder.Rollups, $"{rollup.ChainId}.json"),
                .. sealing, "--gas-limit", "30000000000",
                "--no-request-size-limit", "--silent",
            ],
            WorkingFolder = mesh.Folder.Location,
            LogFile = mesh.Folder.LogFile("bare-anvil"),
        };
        var address = new Uri($"http://127.0.0.1:{port}/");
        var anvil = new BareAnvil(
            new MeshProcess(spec, mesh.Folder.Record, time), new RpcClient(http, address), address);
        await anvil._process.StartAsync(cancellation);
        await Waiting.UntilAsync(
            token => Readiness.PortAsync(port, token),
            "the anvil to compare with answers", Patience, time, cancellation);
        return anvil;
    }

    /// <summary>
    /// Puts everything that was sent into a block, so that the pool is empty for the next round.
    /// </summary>
    public Task MineAsync(CancellationToken cancellation) => _rpc.CallAsync(new RpcCall("evm_mine"), cancellation);

    public async ValueTask DisposeAsync()
    {
        await _process.KillAsync(CancellationToken.None);
        _process.Dispose();
    }
}
