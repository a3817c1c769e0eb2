using MassTransit;
using MassTransit.Configuration;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using SharedSequencer.Bundles.Chain;
using SharedSequencer.Bundles.Events;
using SharedSequencer.Bundles.Executions;
using SharedSequencer.Bundles.Progress;
using SharedSequencer.Bundles.Reporters;
using SharedSequencer.Bundles.Saga;
using SharedSequencer.Bundles.Storage;
using SharedSequencer.Bundles.Validation;
using SharedSequencer.Following;
using SharedSequencer.Messages;
using SharedSequencer.ServiceDefaults;
using ContextFactory = MassTransit.Saga.SagaConsumeContextFactory<
    SharedSequencer.Bundles.Storage.BundlesContext, SharedSequencer.Bundles.Saga.BundleSaga>;

namespace SharedSequencer.Bundles;

/// <summary>The parts of the bundles service and its routes.</summary>
internal static class BundlesServices
{
    private static readonly TimeSpan OrderingLimit = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(30);

    public static WebApplicationBuilder AddBundles(this WebApplicationBuilder builder)
    {
        builder.AddPostgres(typeof(BundlesServices).Assembly);
        builder.AddMeshDapr();
        builder.AddGenesis();
        builder.Services.AddDbContextFactory<BundlesContext>((services, options) =>
            options.UseNpgsql(services.GetRequiredService<NpgsqlDataSource>()));
        builder.Services.AddSingleton<Telemetry>();
        builder.AddChain();
        builder.AddSaga();
        builder.AddReporters();
        builder.Services.AddSingleton<ExecutionReports>();
        builder.Services.AddSingleton<ExecutionTelling>();
        builder.Services.AddHostedService(services => services.GetRequiredService<ExecutionTelling>());
        builder.Services.AddSingleton<BundleValidator>();
        builder.Services.AddSingleton<BundleReader>();
        return builder;
    }

    public static WebApplication MapBundles(this WebApplication app)
    {
        HeadEndpoints.Map(app);
        ExecutionEndpoints.Map(app);
        ValidationEndpoint.Map(app);
        BundleEndpoints.Map(app);
        return app;
    }

    private static void AddChain(this WebApplicationBuilder builder)
    {
        builder.AddValidatedOptions<FollowOptions>("Follow");
        builder.AddMeshClient<OrderingBlocks>(AppIds.Ordering, OrderingLimit);
        builder.AddMeshClient<ArchiveBlocks>(AppIds.Publisher, CallLimit);
        builder.Services.AddSingleton(AnswerLimit.Usual);
        builder.Services.AddSingleton<BlockSource>();
        builder.Services.AddSingleton<IStateStore, StoredStates>();
        builder.Services.AddSingleton<StateRestore>();
        builder.Services.AddSingleton<BlockStore>();
        builder.Services.AddSingleton<FollowState>();
        builder.Services.AddSingleton<FollowedChain>();
        builder.Services.AddSingleton<HintBell>();
        builder.Services.AddSingleton<SagaTelling>();
        builder.Services.AddHostedService(services => services.GetRequiredService<SagaTelling>());
        builder.Services.AddHostedService<ChainFollowing>();
        builder.AddReadinessCheck<ChainCheck>("chain");
    }

    private static void AddSaga(this WebApplicationBuilder builder)
    {
        builder.AddValidatedOptions<SagaOptions>("Saga");
        builder.Services.AddMediator(mediator => mediator
            .AddSagaStateMachine<BundleStateMachine, BundleSaga>()
            .Repository(repository => repository
                .RegisterSagaRepository<BundleSaga, BundlesContext, ContextFactory, SagaRepositoryFactory>()));
        builder.Services.AddSingleton<SagaInbox>();
        builder.Services.AddSingleton<SagaBeginnings>();
        builder.Services.AddHostedService(services => services.GetRequiredService<SagaBeginnings>());
        builder.Services.AddSingleton<TimeOuts>();
        builder.Services.AddSingleton<SagaBacklog>();
        builder.Services.AddHostedService(services => services.GetRequiredService<SagaBacklog>());
        builder.Services.AddSingleton<IBundleEvents, MeshBundleEvents>();
        builder.Services.AddSingleton<OutboxRelay>();
        builder.Services.AddHostedService(services => services.GetRequiredService<OutboxRelay>());
        builder.AddReadinessCheck<BacklogCheck>("saga-backlog");
    }

    private static void AddReporters(this WebApplicationBuilder builder)
    {
        builder.AddValidatedOptions<ReporterOptions>("Reporters");
        builder.AddMeshClient<ReporterClient>(AppIds.Publisher, CallLimit);
        builder.AddMeshClient<IngressClient>(AppIds.Ingress, CallLimit);
        builder.Services.AddSingleton<OpenLegs>();
        builder.Services.AddHostedService<ReporterDriving>();
    }
}
