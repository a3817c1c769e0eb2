using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace SharedSequencer.ServiceDefaults;

/// <summary>Adds what a service needs to <c>/readyz</c>.</summary>
public static class ReadinessExtensions
{
    /// <summary>Tag of the checks that <c>/readyz</c> runs.</summary>
    internal const string Tag = "ready";

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

    /// <summary>Adds a check to <c>/readyz</c>; it has two seconds.</summary>
    /// <typeparam name="TCheck">The check; may take services.</typeparam>
    /// <param name="builder">The application being built.</param>
    /// <param name="name">Name of the dependency in the answer, in kebab-case.</param>
    public static IHostApplicationBuilder AddReadinessCheck<TCheck>(
        this IHostApplicationBuilder builder, string name)
        where TCheck : class, IHealthCheck
    {
        builder.Services.AddHealthChecks().AddCheck<TCheck>(name, HealthStatus.Unhealthy, [Tag], Timeout);
        return builder;
    }
}
