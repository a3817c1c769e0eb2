using SharedSequencer.Bundles.Head;
using SharedSequencer.Messages;
using SharedSequencer.ServiceDefaults;

namespace SharedSequencer.Bundles;

/// <summary>The parts of the bundles service and its routes.</summary>
internal static class BundlesServices
{
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(30);

    public static WebApplicationBuilder AddBundles(this WebApplicationBuilder builder)
    {
        builder.AddValidatedOptions<BundlesOptions>("Bundles");
        builder.AddMeshDapr().AddMeshClient<OrderingClient>(AppIds.Ordering, CallLimit);
        builder.Services.AddSingleton<KnownHead>();
        builder.Services.AddSingleton<Telemetry>();
        builder.Services.AddHostedService<HeadFollowing>();
        builder.AddReadinessCheck<HeadCheck>("chain");
        return builder;
    }

    public static WebApplication MapBundles(this WebApplication app)
    {
        HeadEndpoints.Map(app);
        return app;
    }
}
