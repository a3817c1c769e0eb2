using SharedSequencer.Sentinel.Health;
using SharedSequencer.Sentinel.Watching;
using SharedSequencer.ServiceDefaults;

namespace SharedSequencer.Sentinel;

/// <summary>The parts of the sentinel and its routes.</summary>
internal static class SentinelServices
{
    public static WebApplicationBuilder AddSentinel(this WebApplicationBuilder builder)
    {
        builder.AddMeshDapr();
        builder.AddValidatedOptions<SentinelOptions, SentinelOptionsRules>("Sentinel");
        builder.Services.AddSingleton<ServiceProbes>();
        builder.Services.AddSingleton<LatestPicture>();
        builder.Services.AddSingleton<HealthRules>();
        builder.Services.AddSingleton<Telemetry>();
        builder.Services.AddHostedService<Watcher>();
        return builder;
    }

    public static WebApplication MapSentinel(this WebApplication app)
    {
        HealthEndpoints.Map(app);
        return app;
    }
}
