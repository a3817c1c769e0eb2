using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace SharedSequencer.ServiceDefaults;

/// <summary>
/// OpenTelemetry by the standard <c>OTEL_*</c> variables. Without an OTLP endpoint nothing is exported and no span
/// is recorded; trace context still travels. Own meters and activity sources are named
/// <c>SharedSequencer.{Project}</c> and are picked up by that prefix.
/// </summary>
internal static class TelemetryDefaults
{
    private static readonly string[] Sources =
        ["SharedSequencer.*", "System.Net.Http", "Npgsql", "MassTransit"];

    private static readonly string[] Meters =
        ["SharedSequencer.*", "System.Net.Http", "Npgsql", "MassTransit"];

    public static void Add(WebApplicationBuilder builder, ServiceIdentity identity)
    {
        var configuration = builder.Configuration;
        var (traces, measures, logged) = (
            new OtlpVariables(configuration, "TRACES"),
            new OtlpVariables(configuration, "METRICS"),
            new OtlpVariables(configuration, "LOGS"));
        var telemetry = builder.Services.AddOpenTelemetry().ConfigureResource(resource => resource.AddService(
            identity.AppId, "shared-sequencer", identity.Version, autoGenerateServiceInstanceId: true));
        telemetry.WithMetrics(metrics =>
        {
            metrics.AddMeter(Meters).AddRuntimeInstrumentation().AddAspNetCoreInstrumentation();
            if (configuration[MetricsEndpoint.PortSetting] is not null)
                metrics.AddPrometheusExporter(prometheus => prometheus.ScrapeResponseCacheDurationMilliseconds = 0);
            if (measures.IsExported)
                metrics.AddOtlpExporter(measures.Apply);
        });
        if (traces.IsExported)
            telemetry.WithTracing(tracing => AddTraces(tracing, traces));
        if (logged.IsExported)
            builder.Logging.AddOpenTelemetry(logs =>
            {
                logs.IncludeScopes = true;
                logs.AddOtlpExporter(logged.Apply);
            });
    }

    private static void AddTraces(TracerProviderBuilder tracing, OtlpVariables variables) => tracing
        .AddSource(Sources)
        .AddAspNetCoreInstrumentation(http => http.Filter = context => !IsProbe(context.Request.Path))
        .AddOtlpExporter(variables.Apply);

    private static bool IsProbe(PathString path) =>
        path.StartsWithSegments("/livez") || path.StartsWithSegments("/readyz")
        || path.StartsWithSegments("/healthz") || path.StartsWithSegments("/metrics");
}
