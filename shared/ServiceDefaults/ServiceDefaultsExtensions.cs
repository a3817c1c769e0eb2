using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace SharedSequencer.ServiceDefaults;

/// <summary>What every service of the mesh has: the two calls that frame a <c>Program.cs</c>.</summary>
public static class ServiceDefaultsExtensions
{
    /// <summary>How long running work may take to end after a stop signal.</summary>
    internal static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(20);

    /// <summary>
    /// Adds logs, traces, metrics, health, problem details, start checks and the Kestrel endpoints. Reads no
    /// setting that could be wrong: what is wrong is told at start, all at once.
    /// </summary>
    /// <param name="builder">The web application being built.</param>
    /// <param name="appId">App id on the mesh, one of <see cref="Messages.AppIds"/>.</param>
    public static WebApplicationBuilder AddServiceDefaults(this WebApplicationBuilder builder, string appId)
    {
        var identity = new ServiceIdentity(appId);
        // First in the list: every other source (files, environment, arguments) wins over it.
        ((Microsoft.Extensions.Configuration.IConfigurationBuilder)builder.Configuration).Sources.Insert(
            0, new MemoryConfigurationSource { InitialData = LoggingDefaults.Levels });
        builder.Services.AddSingleton(identity);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.Insert(0, ServiceDescriptor.Singleton<IHostedService, StartupChecks>());
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = ShutdownTimeout);
        builder.Services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = false);
        builder.Services.AddHealthChecks();
        LoggingDefaults.Add(builder);
        TelemetryDefaults.Add(builder, identity);
        EndpointDefaults.Add(builder);
        ProblemDefaults.Add(builder.Services);
        return builder;
    }

    /// <summary>
    /// Puts the defaults into the request pipeline. Call it first: what comes after it is behind the exception
    /// handler and the check of sidecar-only routes.
    /// </summary>
    /// <param name="app">The built application.</param>
    public static WebApplication MapServiceDefaults(this WebApplication app)
    {
        app.UseMiddleware<EndpointRoleMiddleware>();
        if (app.Services.GetService<MetricsEndpoint>() is not null)
            app.UseOpenTelemetryPrometheusScrapingEndpoint(EndpointRole.IsMetricsRequest);
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseRouting();
        app.UseMiddleware<SidecarOnlyMiddleware>();
        // Asked by type: the value itself may be unusable, which the start checks will tell.
        if (app.Services.GetRequiredService<IServiceProviderIsService>().IsService(typeof(MeshOptions)))
        {
            app.UseCloudEvents();
            app.MapSubscribeHandler().WithMetadata(SidecarOnly.Instance);
        }
        HealthRoutes.Map(app);
        return app;
    }
}
