using SharedSequencer.Client;
using SharedSequencer.Launcher.Mesh;
using SharedSequencer.Launcher.Traffic;
using SharedSequencer.Mesh.Tests;
using SharedSequencer.Mesh.Tests.Load;
using SharedSequencer.Mesh.Tests.Telemetry;
using SharedSequencer.Protocol;
using Xunit.v3;

[assembly: AssemblyFixture(typeof(MeshFixture))]
[assembly: Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

namespace SharedSequencer.Mesh.Tests;

/// <summary>
/// One mesh of real processes for all tests of the assembly. Tests run one after the other and leave it
/// whole; what
/// one test sent is still checked after the next one broke something.
/// </summary>
public sealed class MeshFixture : IAsyncLifetime
{
    /// <summary>Rollups besides the two with a node.</summary>
    public const int SpareRollups = 198;

    /// <summary>Transactions per second that every rollup may send.</summary>
    public const int QuotaPerSecond = 1_000;

    private const int SendersPerRollup = 8;

    private LocalMeshHost? _mesh;
    private TraceCollector? _traces;

    public HttpClient Http { get; } = new() { Timeout = TimeSpan.FromSeconds(20) };

    public LocalMeshHost Mesh => _mesh!;

    public MeshEndpoints Endpoints => Mesh.Endpoints;

    internal TraceCollector Traces => _traces!;

    internal Genesis Genesis { get; private set; } = null!;

    internal IReadOnlyList<RollupTraffic> Rollups { get; private set; } = [];

    internal VerifiedHead Chain { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var cancellation = TestContext.Current.CancellationToken;
        _traces = await TraceCollector.StartAsync(cancellation);
        _mesh = await LocalMeshHost.StartAsync(
            new MeshOptions
            {
                Run = "mesh-tests",
                Validators = 1,
                FundedAccounts = 100,
                SpareRollups = SpareRollups,
                ServiceEnvironment = new Dictionary<string, string>
                {
                    ["Limits__TransactionsPerSecondPerRollup"] = $"{QuotaPerSecond}",
                    ["OTEL_EXPORTER_OTLP_ENDPOINT"] = _traces.Address.ToString(),
                    ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
                    ["OTEL_BSP_SCHEDULE_DELAY"] = "500",
                    ["OTEL_TRACES_SAMPLER"] = "parentbased_always_off",
                },
            },
            new Progress<string>(),
            cancellation);
        Genesis = GenesisJson.Parse(await File.ReadAllTextAsync(Endpoints.GenesisFile, cancellation));
        foreach (var rollup in Endpoints.Rollups)
            await MeshSetup.RegisterAsync(
                Endpoints, rollup, Genesis.NetworkId, Http, TimeProvider.System, cancellation);
        Rollups = [.. Endpoints.Rollups.Select(rollup => new RollupTraffic(Endpoints, rollup, Http, SendersPerRollup))];
        Chain = new VerifiedHead(new BlockClient(Http, Endpoints.Publisher), Genesis);
    }

    /// <summary>All senders of both rollups at work, until disposed.</summary>
    internal SteadyTraffic StartLoad() => SteadyTraffic.Start(Rollups, TestContext.Current.CancellationToken);

    /// <summary>
    /// Every transaction whose hash was ever returned stands in the verified log once, and the node executed exactly
    /// the log, in its order.
    /// </summary>
    internal async Task AssertExecutedOnceAndInOrderAsync(CancellationToken cancellation)
    {
        foreach (var rollup in Rollups)
        {
            var check = await rollup.CheckAsync(Genesis, Chain.AdvanceAsync, TimeProvider.System, cancellation);
            Assert.Equal((0, 0), (check.Lost, check.Duplicated));
            Assert.True(check.IsOrderOfTheNode);
            Assert.True(check.IsComplete);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var rollup in Rollups)
            rollup.Dispose();
        if (_mesh is not null)
        {
            if (TestContext.Current.TestState?.Result != TestResult.Failed)
                _mesh.MarkSucceeded();
            await _mesh.DisposeAsync();
        }

        if (_traces is not null)
            await _traces.DisposeAsync();
        Http.Dispose();
    }
}
