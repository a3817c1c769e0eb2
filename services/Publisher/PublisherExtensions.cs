using Microsoft.EntityFrameworkCore;
using Npgsql;
using Scalar.AspNetCore;
using SharedSequencer.Following;
using SharedSequencer.Messages;
using SharedSequencer.Publisher.Archive;
using SharedSequencer.Publisher.Blocks;
using SharedSequencer.Publisher.Drivers;
using SharedSequencer.Publisher.Drivers.Cursors;
using SharedSequencer.Publisher.Drivers.Reports;
using SharedSequencer.Publisher.Follower;
using SharedSequencer.Publisher.Reporting;
using SharedSequencer.Publisher.Streams;
using SharedSequencer.ServiceDefaults;

namespace SharedSequencer.Publisher;

/// <summary>Puts the publisher together.</summary>
internal static class PublisherExtensions
{
    /// <summary>The traces of a block full of contract calls are long; what is longer is refused.</summary>
    private const long MaxNodeAnswerBytes = 256 * 1024 * 1024;

    private static readonly TimeSpan OrderingLimit = TimeSpan.FromSeconds(15);

    public static WebApplicationBuilder AddPublisher(this WebApplicationBuilder builder)
    {
        builder.AddPostgres(typeof(PublisherExtensions).Assembly);
        builder.AddMeshDapr();
        builder.AddHttp2Endpoint("Publisher:GrpcPort");
        builder.Services.AddSingleton<Telemetry>();
        builder.Services.AddOpenApi();
        builder.AddFollower();
        builder.AddStreams();
        builder.AddDrivers();
        builder.AddReporting();
        return builder;
    }

    public static WebApplication MapPublisher(this WebApplication app)
    {
        HintEndpoints.Map(app);
        RollupEndpoints.Map(app);
        BlockEndpoints.Map(app);
        OutcomeEndpoints.Map(app);
        TransactionEndpoints.Map(app);
        ExportEndpoints.Map(app);
        StreamEndpoints.Map(app);
        ReporterEndpoints.Map(app);
        app.MapGrpcService<RollupStreamService>();
        app.MapGrpcReflectionService();
        app.MapOpenApi();
        app.MapScalarApiReference();
        return app;
    }

    private static void AddFollower(this WebApplicationBuilder builder)
    {
        builder.AddGenesis();
        builder.AddValidatedOptions<FollowerOptions>("Follower");
        builder.AddMeshClient<OrderingBlocks>(AppIds.Ordering, OrderingLimit);
        builder.AddMeshClient<ArchiveReports>(AppIds.Ordering, OrderingLimit);
        builder.AddReadinessCheck<FollowerCheck>("final-chain");
        builder.Services.AddSingleton(AnswerLimit.Usual);
        builder.Services.AddSingleton<ArchiveReader>();
        builder.Services.AddSingleton<IStateStore>(services => services.GetRequiredService<ArchiveReader>());
        builder.Services.AddSingleton<ArchiveWriter>();
        builder.Services.AddSingleton<ArchiveHeads>();
        builder.Services.AddSingleton<FollowState>();
        builder.Services.AddSingleton<HintBell>();
        builder.Services.AddSingleton<StateRestore>();
        builder.Services.AddSingleton<ArchiveRestore>();
        builder.Services.AddHostedService<ChainFollowing>();
    }

    private static void AddStreams(this WebApplicationBuilder builder)
    {
        builder.AddValidatedOptions<StreamOptions>("Streams");
        builder.Services.AddGrpc();
        builder.Services.AddGrpcReflection();
        builder.Services.AddSingleton<RollupFeed>();
        builder.Services.AddSingleton<StreamGate>();
        builder.Services.AddSingleton<SseSession>();
    }

    private static void AddDrivers(this WebApplicationBuilder builder)
    {
        builder.AddValidatedOptions<DriverOptions>("Drivers");
        builder.Services.AddDbContextFactory<DriverContext>((services, options) =>
            options.UseNpgsql(services.GetRequiredService<NpgsqlDataSource>()));
        builder.Services.AddHttpClient(RollupNodes.ClientName, ConfigureNodeClient).RemoveAllLoggers();
        builder.Services.AddSingleton<RollupNodes>();
        builder.Services.AddSingleton<IStartupCheck>(services => services.GetRequiredService<RollupNodes>());
        builder.Services.AddSingleton<ReportSignal>();
        builder.Services.AddHostedService<DriverHost>();
        builder.Services.AddHostedService<ReportRelay>();
    }

    private static void AddReporting(this WebApplicationBuilder builder)
    {
        builder.AddOptionalSigningKey(ReporterKey.Role);
        builder.AddValidatedOptions<ReporterOptions>("Reporter");
        builder.AddMeshClient<ReportSender>(AppIds.Ingress, ReportSender.Timeout);
        builder.AddReadinessCheck<ReporterCheck>("reporter");
        builder.Services.AddSingleton<ReporterKey>();
        builder.Services.AddSingleton<ReporterBacklog>();
        builder.Services.AddSingleton<LegSignal>();
        builder.Services.AddSingleton<LegStore>();
        builder.Services.AddSingleton<OpenLegs>();
        builder.Services.AddSingleton<Attestor>();
        builder.Services.AddHostedService<OutcomeReporter>();
    }

    private static void ConfigureNodeClient(IServiceProvider services, HttpClient http)
    {
        http.Timeout = TimeSpan.FromMilliseconds(services.GetRequiredService<DriverOptions>().NodeTimeoutMs);
        http.MaxResponseContentBufferSize = MaxNodeAnswerBytes;
    }
}
