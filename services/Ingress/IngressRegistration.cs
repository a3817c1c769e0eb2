using System.Net;
using System.Reflection;
using Dapr.Client;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using SharedSequencer.Following;
using SharedSequencer.Ingress.Batching;
using SharedSequencer.Ingress.Bundles;
using SharedSequencer.Ingress.Chain;
using SharedSequencer.Ingress.Detour;
using SharedSequencer.Ingress.Journal;
using SharedSequencer.Ingress.JsonRpc;
using SharedSequencer.Ingress.Lanes;
using SharedSequencer.Ingress.Limits;
using SharedSequencer.Ingress.Nodes;
using SharedSequencer.Ingress.Receipts;
using SharedSequencer.Ingress.Rest;
using SharedSequencer.Ingress.Rollups;
using SharedSequencer.Ingress.Status;
using SharedSequencer.Ingress.Transactions;
using SharedSequencer.Ingress.WebSockets;
using SharedSequencer.Messages;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;
using SharedSequencer.ServiceDefaults;

namespace SharedSequencer.Ingress;

/// <summary>Puts the service together.</summary>
internal static class IngressRegistration
{
    private const string KeyName = "Ingress";
    private const int RecentHashCapacity = 524_288;

    private static readonly TimeSpan BodyGrace = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan MeshTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AdviceTimeout = TimeSpan.FromSeconds(2);

    public static WebApplicationBuilder AddIngress(this WebApplicationBuilder builder)
    {
        AddOptions(builder);
        builder.AddMeshDapr()
            .AddMeshClient<OrderingBlocks>(AppIds.Ordering, MeshTimeout)
            .AddMeshClient<OrderingEvidence>(AppIds.Ordering, MeshTimeout)
            .AddMeshClient<PublisherClient>(AppIds.Publisher, MeshTimeout)
            .AddMeshClient<ArchiveBlocks>(AppIds.Publisher, MeshTimeout)
            .AddMeshClient<BundlesClient>(AppIds.Bundles, AdviceTimeout)
            .AddPostgres(Assembly.GetExecutingAssembly())
            .AddSigningKey(KeyName)
            .AddGenesis();
        builder.Services.AddSingleton<IStartupCheck, IngressKeyCheck>();
        AddJournal(builder.Services);
        AddLanes(builder.Services);
        AddBatching(builder.Services);
        AddDetour(builder.Services);
        AddRollups(builder.Services);
        AddRequests(builder.Services);
        AddBundles(builder.Services);
        builder.Services.AddSingleton(services => ActivatorUtilities.CreateInstance<IngressEngine>(
            services, Key(services).Address));
        builder.Services.AddHostedService(services => services.GetRequiredService<IngressEngine>());
        // This category alone makes the host open a span and a log scope for each request. With tracing on they
        // come from the listener; without, they are the most expensive part of a small request's frame.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        builder.Services.AddOptions<KestrelServerOptions>().Configure<LimitsOptions>(SetServerLimits);
        // A request goes on where its bytes came in, on a pool thread, instead of being handed over three times on the
        // way. Nothing on that way blocks.
        builder.Services.Configure<SocketTransportOptions>(
            static sockets => sockets.UnsafePreferInlineScheduling = true);
        builder.Services.AddOpenApi("v1");
        return builder;
    }

    private static void SetServerLimits(KestrelServerOptions kestrel, LimitsOptions limits)
    {
        kestrel.Limits.MaxConcurrentConnections = limits.MaxConnections;
        kestrel.Limits.MaxConcurrentUpgradedConnections = limits.MaxWebSockets + 1;
        kestrel.Limits.MaxRequestBodySize = limits.MaxRequestBytes;
        kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(limits.MinBodyBytesPerSecond, BodyGrace);
    }

    /// <summary>The hot path; before everything else.</summary>
    public static WebApplication UseJsonRpc(this WebApplication app)
    {
        app.UseWebSockets();
        app.UseMiddleware<RpcMiddleware>();
        app.UseMiddleware<CrossOriginMiddleware>();
        return app;
    }

    public static WebApplication MapIngress(this WebApplication app)
    {
        app.MapChainEvents();
        app.MapRest();
        return app;
    }

    private static void AddOptions(WebApplicationBuilder builder)
    {
        builder.AddValidatedOptions<LimitsOptions, LimitsOptionsValidator>("Limits");
        builder.AddValidatedOptions<BatchingOptions, BatchingOptionsValidator>("Batching");
        builder.AddValidatedOptions<RollupNodesOptions, RollupNodesOptionsValidator>("Rollups");
        builder.AddValidatedOptions<JournalOptions>("Journal");
        builder.AddValidatedOptions<IntakeOptions>("Intake");
        builder.AddValidatedOptions<NodesOptions>("Nodes");
        builder.AddValidatedOptions<FollowOptions>("Chain");
        builder.AddValidatedOptions<SocketOptions>("WebSockets");
        builder.AddValidatedOptions<OperatorOptions>("Ingress");
        builder.AddValidatedOptions<DetourOptions>("Ingress:Detour");
    }

    private static void AddJournal(IServiceCollection services)
    {
        services.AddSingleton<JournalStore>();
        services.AddSingleton<JournalLoader>();
        services.AddSingleton<JournalReader>();
        services.AddSingleton<JournalWriter>();
    }

    private static void AddLanes(IServiceCollection services)
    {
        services.AddSingleton<IngressClock>();
        services.AddSingleton(new RecentHashes(RecentHashCapacity));
        services.AddSingleton(provider => new SharedRoom(provider.GetRequiredService<LimitsOptions>().MaxUnorderedBytes));
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<LaneParts>(
            provider, BatchSizeLimits.For(ProtocolDefaults.MaxBatchItems, ProtocolDefaults.MaxBatchBytes)));
        services.AddSingleton<LaneDirectory>();
    }

    private static void AddBatching(IServiceCollection services)
    {
        services.AddSingleton(provider => new BatchSealer(
            provider.GetRequiredService<Genesis>().NetworkId, Key(provider), provider.GetRequiredService<IngressClock>()));
        services.AddSingleton<IBatchPublisher>(
            provider => new DaprBatchPublisher(provider.GetRequiredService<DaprClient>()));
        services.AddSingleton<BatchPump>();
    }

    private static void AddDetour(IServiceCollection services)
    {
        services.AddSingleton<ForeignValidators>();
        services.AddSingleton<IStartupCheck, ForeignValidatorsCheck>();
        services.AddSingleton<BatchDetour>();
        services.AddSingleton<BlockSources>();
    }

    private static void AddRollups(IServiceCollection services)
    {
        services.AddSingleton<Func<RollupNodeOptions, RollupNode>>(provider =>
        {
            var options = provider.GetRequiredService<NodesOptions>();
            var logger = provider.GetRequiredService<ILogger<RollupNode>>();
            return node => new RollupNode(
                CreateNodeHttp(options), new NodeAddress(node.ChainId, node.Http!, node.WebSocket!), options, logger);
        });
        services.AddSingleton<RollupDirectory>();
        services.AddSingleton<GapWatch>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<BlockSearch>(provider, Key(provider).Address));
        services.AddSingleton(provider => new AnswerLimit(provider.GetRequiredService<FollowOptions>().MaxPageBytes));
        services.AddSingleton<ChainFollowing>();
        services.AddSingleton<ExecutionReports>();
    }

    private static void AddRequests(IServiceCollection services)
    {
        services.AddSingleton<TransactionScreen>();
        services.AddSingleton<RepeatLookup>();
        services.AddSingleton<TransactionIntake>();
        services.AddSingleton<OperationIntake>();
        services.AddSingleton<TransactionStatusReader>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<ReceiptIssuer>(
            provider, provider.GetRequiredService<Genesis>().NetworkId, Key(provider)));
        services.AddSingleton<ProxiedMethods>();
        services.AddSingleton<NodeOverlay>();
        services.AddSingleton<SyncSender>();
        services.AddSingleton<OwnMethods>();
        services.AddSingleton<RpcDispatcher>();
        services.AddSingleton<ClientLimits>();
        services.AddSingleton<BodyBudget>();
        services.AddSingleton<CrossOrigin>();
        services.AddSingleton<PendingFeed>();
        services.AddSingleton<SocketRequests>();
        services.AddSingleton<RpcSockets>();
    }

    private static void AddBundles(IServiceCollection services)
    {
        services.AddSingleton<BundleReader>();
        services.AddSingleton<BundleParser>();
        services.AddSingleton<BundleScreen>();
        services.AddSingleton<BundleAdvice>();
        services.AddSingleton<ItemEntries>();
        services.AddSingleton<ItemQuotas>();
        services.AddSingleton<IdempotencyKeys>();
        services.AddSingleton<BundleIntake>();
        services.AddSingleton<OrderIntake>();
        services.AddSingleton<BundleWatch>();
        services.AddSingleton<BundleFollowing>();
        services.AddSingleton<BundleViews>();
        services.AddSingleton<BundleEvents>();
        services.AddSingleton<BundleProofs>();
        services.AddSingleton<BundleMethods>();
        services.AddSingleton<BodyReader>();
    }

    /// <summary>One connection pool per node. Own time limits apply, so the client has none.</summary>
    private static HttpClient CreateNodeHttp(NodesOptions options) => new(new SocketsHttpHandler
    {
        MaxConnectionsPerServer = options.MaxConnections,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        AutomaticDecompression = DecompressionMethods.All,
        UseCookies = false,
        UseProxy = false,
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    private static PrivateKey Key(IServiceProvider services) => services.GetRequiredService<SigningKeys>().Get(KeyName);
}
