using SharedSequencer.EndToEnd.Tests;
using SharedSequencer.Launcher.Development;
using SharedSequencer.Launcher.Mesh;
using SharedSequencer.Launcher.Traffic;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

[assembly: AssemblyFixture(typeof(MeshFixture))]

namespace SharedSequencer.EndToEnd.Tests;

/// <summary>One mesh for all tests of the assembly; every test takes a funded account of its own.</summary>
public sealed class MeshFixture : IAsyncLifetime
{
    private readonly HttpClient _http = new();
    private LocalMeshHost? _mesh;
    private int _accounts;

    /// <summary>The ingress as the only RPC URL of a wallet.</summary>
    public Uri Rpc => new(Endpoints.Ingress, $"/rpc/{Rollup.ChainId}");

    public Uri WebSocket => new UriBuilder(Rpc) { Scheme = "ws" }.Uri;

    public RollupEndpoint Rollup => Endpoints.Rollups[0];

    /// <summary>What proofs are verified against.</summary>
    public string GenesisFile => Endpoints.GenesisFile;

    private MeshEndpoints Endpoints => _mesh!.Endpoints;

    /// <summary>Private key of an account with funds that no other test uses.</summary>
    public string TakeAccountKey()
    {
        var number = Interlocked.Increment(ref _accounts);
        return Hex.Encode(Keccak256.Hash(
            System.Text.Encoding.ASCII.GetBytes($"shared-sequencer development key account {number}")).ToArray());
    }

    public async ValueTask InitializeAsync()
    {
        var cancellation = TestContext.Current.CancellationToken;
        _mesh = await LocalMeshHost.StartAsync(
            new MeshOptions { Run = "end-to-end", Validators = 1, FundedAccounts = 100 }, new Progress<string>(), cancellation);
        var genesis = GenesisJson.Parse(await File.ReadAllTextAsync(Endpoints.GenesisFile, cancellation));
        foreach (var rollup in Endpoints.Rollups)
        {
            await MeshSetup.RegisterAsync(
                Endpoints, rollup, genesis.NetworkId, _http, TimeProvider.System, cancellation);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (_mesh is null)
            return;
        if (TestContext.Current.TestState?.Result != TestResult.Failed)
            _mesh.MarkSucceeded();
        await _mesh.DisposeAsync();
    }
}
