using SharedSequencer.Client;
using SharedSequencer.Launcher.Mesh;
using SharedSequencer.Launcher.Traffic;
using SharedSequencer.Messages;
using SharedSequencer.Protocol;

namespace SharedSequencer.Mesh.Tests;

/// <summary>A second mesh, of four validators whose links can be cut, with traffic of its own.</summary>
public sealed class CommitteeFixture : IAsyncLifetime
{
    private const int Validators = 4;
    private const int SendersPerRollup = 4;

    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(20) };
    private IReadOnlyList<RollupTraffic> _rollups = [];
    private LocalMeshHost? _mesh;
    private VerifiedHead? _chain;
    private Genesis? _genesis;

    /// <summary>The mesh.</summary>
    public LocalMeshHost Mesh => _mesh!;

    /// <summary>The committee, the full operator's validator first.</summary>
    public IReadOnlyList<ValidatorClient> Members { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var options = new MeshOptions
        {
            Run = "committee-tests",
            Validators = Validators,
            BreakableLinks = true,
            FundedAccounts = SendersPerRollup,
        };
        _mesh = await LocalMeshHost.StartAsync(options, new Progress<string>(), cancellation);
        var endpoints = _mesh.Endpoints;
        _genesis = GenesisJson.Parse(await File.ReadAllTextAsync(endpoints.GenesisFile, cancellation));
        foreach (var rollup in endpoints.Rollups)
            await MeshSetup.RegisterAsync(endpoints, rollup, _genesis.NetworkId, _http, options.Time, cancellation);
        _rollups = [.. endpoints.Rollups.Select(r => new RollupTraffic(endpoints, r, _http, SendersPerRollup))];
        _chain = new VerifiedHead(new BlockClient(_http, endpoints.Publisher), _genesis);
        Members = [.. endpoints.Validators.Select(validator => new ValidatorClient(_http, validator))];
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var rollup in _rollups)
            rollup.Dispose();
        if (_mesh is not null)
        {
            if (TestContext.Current.TestState?.Result != TestResult.Failed)
                _mesh.MarkSucceeded();
            await _mesh.DisposeAsync();
        }

        _http.Dispose();
    }

    /// <summary>All senders at work, until disposed.</summary>
    internal SteadyTraffic StartLoad() => SteadyTraffic.Start(_rollups, TestContext.Current.CancellationToken);

    /// <summary>Nothing that was accepted is lost or doubled, and all validators have the same chain.</summary>
    internal async Task AssertWholeAsync(CancellationToken cancellation)
    {
        foreach (var rollup in _rollups)
        {
            var check = await rollup.CheckAsync(_genesis!, _chain!.AdvanceAsync, TimeProvider.System, cancellation);
            Assert.Equal((0, 0), (check.Lost, check.Duplicated));
            Assert.True(check.IsOrderOfTheNode);
            Assert.True(check.IsComplete);
        }

        var chains = await ChainComparison.ReadAsync(Members, _genesis!, TimeProvider.System, cancellation);
        Assert.Equal((0UL, 0UL), (chains.Forks, chains.Unproven));
    }

    /// <summary>Waits until a validator has made some more blocks than now.</summary>
    internal static async Task GrowsAsync(ValidatorClient validator, CancellationToken cancellation)
    {
        const ulong More = 5;
        var goal = ((await validator.HeadAsync(cancellation))?.Height ?? 0) + More;
        await Waiting.UntilAsync(
            async token => (await validator.HeadAsync(token))?.Height >= goal,
            $"{validator.Endpoint.ProcessName} has height {goal}",
            TimeSpan.FromSeconds(60), TimeProvider.System, cancellation);
    }

    /// <summary>Waits until a validator has a final block after this one with such a batch.</summary>
    internal static async Task OrdersAsync(
        ValidatorClient validator, ChainHead after, Func<BatchHeader, bool> isWanted, CancellationToken cancellation)
    {
        var next = new Height(after.Height).Next;
        await Waiting.UntilAsync(
            async token =>
            {
                var blocks = await validator.BlocksAsync(next, token);
                next = blocks.Count == 0 ? next : blocks[^1].Header.Height.Next;
                return blocks.Any(block => block.Block.Certificates.Any(certificate => isWanted(certificate.Batch)));
            },
            $"{validator.Endpoint.ProcessName} has ordered it",
            TimeSpan.FromSeconds(60), TimeProvider.System, cancellation);
    }
}
