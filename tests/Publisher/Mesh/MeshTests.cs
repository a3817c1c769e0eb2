using System.Diagnostics;
using Dapr.Client;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using SharedSequencer.Messages;
using SharedSequencer.Protocol;
using SharedSequencer.Publisher.Tests.Support;
using SharedSequencer.StandIn.Hosting;
using SharedSequencer.Testing;

namespace SharedSequencer.Publisher.Tests.Mesh;

/// <summary>Behind the sidecar that development uses: hints come in, blocks are fetched, reports go out.</summary>
public sealed class MeshTests : IAsyncLifetime
{
    private static readonly RollupId One = new(1);

    private readonly TestNetwork _network = new(1);
    private readonly TestChain _chain;
    private readonly int _port = Loopback.FreePort();
    private OrderingServer _ordering = null!;
    private ReportListener _ingress = null!;
    private AnvilNode _anvil = null!;
    private StandInHost _mesh = null!;
    private string _database = null!;

    public MeshTests() => _chain = new TestChain(_network).Register();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var cluster = await PostgresCluster.SharedAsync();
        _database = await cluster.CreateDatabaseAsync(Token);
        _ordering = await OrderingServer.StartAsync(Token);
        _ingress = await ReportListener.StartAsync(Token);
        _anvil = await AnvilNode.StartAsync(Token);
        var options = new StandInOptions { ConnectionString = await cluster.CreateDatabaseAsync(Token) };
        options.Apps.Add(new AppOptions { AppId = AppIds.Publisher, AppPort = _port });
        options.Apps.Add(new AppOptions { AppId = AppIds.Ordering, AppPort = _ordering.Port });
        options.Apps.Add(new AppOptions { AppId = AppIds.Ingress, AppPort = _ingress.Port });
        _mesh = await StandInHost.StartAsync(options, TimeProvider.System, NullLoggerFactory.Instance, Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _mesh.DisposeAsync();
        await _anvil.DisposeAsync();
        await _ingress.DisposeAsync();
        await _ordering.DisposeAsync();
    }

    [Fact]
    public async Task A_hint_brings_a_block_at_once_and_its_trace_ends_in_the_report()
    {
        // What an exporter of traces does; the log providers, which would do as well, are off in tests.
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Microsoft.AspNetCore" or Telemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
        };
        ActivitySource.AddActivityListener(listener);
        // Without hints nothing would move for a minute.
        await using var publisher = await StartAsync("--Follower:PollIntervalMs=60000");
        _ordering.Publish(_chain);
        using var activity = new Activity("order").SetIdFormat(ActivityIdFormat.W3C).Start();
        using var dapr = new DaprClientBuilder()
            .UseGrpcEndpoint($"http://127.0.0.1:{_mesh.Slot(AppIds.Ordering).GrpcPort}").Build();
        await Eventually.HoldsAsync(
            async token =>
            {
                await HintAsync(dapr, token);
                return publisher.Height == (ulong)_chain.Blocks.Count;
            },
            "the subscription is in place",
            Token);
        await Eventually.HoldsAsync(
            () => _ordering.Asked.Contains((ulong)_chain.Blocks.Count + 1), "the follower waits for a hint", Token);
        var raw = Accounts.Transfer(Accounts.All[0], 0);
        _chain.Order(One, raw);
        _ordering.Publish(_chain);

        await HintAsync(dapr, Token);

        await Eventually.HoldsAsync(() => !_ingress.Envelopes.IsEmpty, "the report has come", Token);
        var report = Assert.Single(_ingress.Reports);
        Assert.Equal((1UL, 1UL), (report.RollupId, report.Number));
        var outcome = Assert.Single(report.Transactions);
        Assert.Equal(
            (Ordered.Transaction(raw).Hash.ToString(), ExecutionOutcome.Executed), (outcome.Hash, outcome.Outcome));
        Assert.Contains(
            activity.TraceId.ToString(),
            _ingress.Envelopes.First().GetProperty("traceparent").GetString(),
            StringComparison.Ordinal);
        Assert.Equal(System.Net.HttpStatusCode.OK, await publisher.ReadinessAsync());
    }

    [Fact]
    public async Task Without_any_hint_the_timer_brings_the_blocks_and_reports_survive_a_lost_sidecar()
    {
        await using (var first = await StartAsync($"--DAPR_GRPC_PORT={Loopback.FreePort()}"))
        {
            _chain.Order(One, Accounts.Transfer(Accounts.All[0], 0), Accounts.Transfer(Accounts.All[0], 1));
            _ordering.Publish(_chain);
            await Eventually.HoldsAsync(
                async _ => await OutboxAsync() == 1, "the report waits in the outbox", Token);
        }

        Assert.Empty(_ingress.Envelopes);
        await using var second = await StartAsync();

        await Eventually.HoldsAsync(
            () => _ingress.Reports.SelectMany(report => report.Transactions).Count() >= 2,
            "the report has come",
            Token);
        await Eventually.HoldsAsync(async _ => await OutboxAsync() == 0, "the outbox is empty", Token);
    }

    private Task<PublisherHost> StartAsync(params string[] settings) => PublisherHost.StartAsync(
        _network, _ordering, _database,
        [
            $"--urls=http://127.0.0.1:{_port}",
            $"--DAPR_HTTP_PORT={_mesh.Slot(AppIds.Publisher).HttpPort}",
            $"--DAPR_GRPC_PORT={_mesh.Slot(AppIds.Publisher).GrpcPort}",
            $"--Rollups:1:ChainId={AnvilNode.ChainId}",
            $"--Rollups:1:NodeUrl={_anvil.Url}",
            .. settings,
        ]);

    private Task HintAsync(DaprClient dapr, CancellationToken cancellationToken) => dapr.PublishEventAsync(
        MeshComponents.PubSub,
        Topics.BlockFinalized,
        new BlockFinalizedHint((ulong)_chain.Blocks.Count, _chain.Blocks[^1].Block.Hash.ToString()),
        cancellationToken);

    private async Task<long> OutboxAsync()
    {
        await using var source = NpgsqlDataSource.Create(_database);
        await using var command = source.CreateCommand("select count(*) from execution_reports");
        return (long)(await command.ExecuteScalarAsync(Token))!;
    }
}
