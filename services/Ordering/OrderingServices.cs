using Dapr.Actors.Runtime;
using Npgsql;
using SharedSequencer.Messages;
using SharedSequencer.Ordering.Chain;
using SharedSequencer.Ordering.Delivery;
using SharedSequencer.Ordering.Development;
using SharedSequencer.Ordering.Dispatch;
using SharedSequencer.Ordering.Journal;
using SharedSequencer.Ordering.Peers;
using SharedSequencer.Ordering.Queue;
using SharedSequencer.Ordering.Submission;
using SharedSequencer.Ordering.Validator;
using SharedSequencer.Protocol;
using SharedSequencer.ServiceDefaults;

namespace SharedSequencer.Ordering;

/// <summary>Registers the roles of the process. A bare validator gets nothing of Dapr.</summary>
internal static class OrderingServices
{
    private const string ValidatorKey = "Validator";

    private static readonly TimeSpan ArchiveTimeout = TimeSpan.FromSeconds(5);

    public static WebApplicationBuilder AddOrdering(this WebApplicationBuilder builder)
    {
        builder.AddValidatedOptions<OrderingOptions>("Ordering");
        builder.AddValidator();
        if (RolesOf(builder.Configuration).HasFlag(OrderingRoles.Queue))
        {
            builder.AddQueue();
        }

        return builder;
    }

    /// <summary>What is unreadable counts as a full operator here; the start checks tell about it.</summary>
    internal static OrderingRoles RolesOf(IConfiguration configuration) =>
        Enum.TryParse<OrderingRoles>(configuration["Ordering:Roles"], ignoreCase: true, out var roles)
            ? roles
            : new OrderingOptions().Roles;

    private static void AddValidator(this WebApplicationBuilder builder)
    {
        builder.AddGenesis();
        builder.AddSigningKey(ValidatorKey);
        builder.AddPostgres(typeof(OrderingServices).Assembly);
        builder.AddValidatedOptions<JournalOptions>("Ordering:Journal");
        builder.AddValidatedOptions<ValidatorOptions>("Ordering:Validator");
        builder.AddDevelopmentFaults();
        builder.AddReadinessCheck<ValidatorCheck>("validator");
        var services = builder.Services;
        services.AddSingleton(provider => ValidatorSeat.Of(
            provider.GetRequiredService<Genesis>(),
            provider.GetRequiredService<SigningKeys>().Get(ValidatorKey)));
        services.AddSingleton<IStartupCheck, SeatCheck>();
        services.AddSingleton<JournalSession>();
        services.AddSingleton(DevelopmentFaults.JournalOf);
        services.AddSingleton<JournalBlocks>();
        services.AddSingleton<JournalEvidence>();
        services.AddSingleton<CommitGate>();
        services.AddSingleton<FinalChain>();
        services.AddSingleton<BatchTraces>();
        services.AddSingleton<UnansweredBlocks>();
        services.AddSingleton(provider => new RecentBlocks(
            provider.GetRequiredService<ValidatorOptions>().RecentBlocksBytes, ValidatorRound.MostWaiting,
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IFinalBlockSink>(provider => provider.GetRequiredService<RecentBlocks>());
        services.AddSingleton<IFinalBlockSink, BlockMetrics>();
        services.AddSingleton<ValidatorLoop>();
        services.AddSingleton<IBatchSubmission>(provider => provider.GetRequiredService<ValidatorLoop>());
        builder.AddPeers();
        builder.AddSubmission();
        services.AddHostedService<ValidatorHost>();
        services.AddHostedService<JournalPruning>();
    }

    private static void AddQueue(this WebApplicationBuilder builder)
    {
        builder.AddMeshDapr();
        builder.AddMeshClient<PublisherArchive>(AppIds.Publisher, ArchiveTimeout);
        builder.AddValidatedOptions<QueueOptions>("Ordering:Queue");
        builder.AddValidatedOptions<DispatchOptions>("Ordering:Dispatch");
        var services = builder.Services;
        services.AddActors(AddActors);
        services.AddSingleton<IBlockArchive>(provider => provider.GetRequiredService<PublisherArchive>());
        services.AddSingleton(provider => provider.GetRequiredService<QueueOptions>().Limits);
        services.AddSingleton(provider => new ArrivalBoard(
            provider.GetRequiredService<QueueOptions>().MaxWaiting,
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IQueueDoor, ActorQueueDoor>();
        services.AddSingleton<BatchIntake>();
        services.AddSingleton<DispatchBoard>();
        services.AddSingleton<Dispatcher>();
        services.AddSingleton<IFinalBlockSink>(provider => provider.GetRequiredService<Dispatcher>());
        services.AddSingleton<IRecoveryStep>(provider => provider.GetRequiredService<Dispatcher>());
        services.AddHostedService(provider => provider.GetRequiredService<Dispatcher>());
        services.AddSingleton<FinalizedHints>();
        services.AddSingleton<IFinalizedHints>(provider => provider.GetRequiredService<FinalizedHints>());
        services.AddHostedService(provider => provider.GetRequiredService<FinalizedHints>());
    }

    /// <summary>A turn is cut off when hosts change; short ones are over before that.</summary>
    private static void AddActors(ActorRuntimeOptions options)
    {
        options.UseJsonSerialization = true;
        options.JsonSerializerOptions = MeshJson.Options;
        options.DrainRebalancedActors = true;
        options.Actors.RegisterActor<RollupQueue>();
    }
}
