using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
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
        var telemetry = builder.Services.AddOpenTelemetry().ConfigureResource(resource => resource.AddService(
            identity.AppId, "shared-sequencer", identity.Version, autoGenerateServiceInstanceId: true));
        telemetry.WithMetrics(metrics =>
        {
            metrics.AddMeter(Meters).AddRuntimeInstrumentation().AddAspNetCoreInstrumentation();
            if (configuration[MetricsEndpoint.PortSetting] is not null)
                metrics.AddPrometheusExporter(prometheus => prometheus.ScrapeResponseCacheDurationMilliseconds = 0);
            if (IsExported(configuration, "METRICS"))
                metrics.AddOtlpExporter();
        });
        if (IsExported(configuration, "TRACES"))
            telemetry.WithTracing(AddTraces);
        if (IsExported(configuration, "LOGS"))
            builder.Logging.AddOpenTelemetry(logs =>
            {
                logs.IncludeScopes = true;
                logs.AddOtlpExporter();
            });
    }

    private static void AddTraces(TracerProviderBuilder traces) => traces
        .AddSource(Sources)
        .AddAspNetCoreInstrumentation(http => http.Filter = context => !IsProbe(context.Request.Path))
        .AddOtlpExporter();

    private static bool IsExported(ConfigurationManager configuration, string signal) =>
        !string.IsNullOrEmpty(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"])
        || !string.IsNullOrEmpty(configuration[$"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT"]);

    private static bool IsProbe(PathString path) =>
        path.StartsWithSegments("/livez") || path.StartsWithSegments("/readyz")
        || path.StartsWithSegments("/healthz") || path.StartsWithSegments("/metrics");
}
