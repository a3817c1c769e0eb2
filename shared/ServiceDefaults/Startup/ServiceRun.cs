using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SharedSequencer.Primitives;

namespace SharedSequencer.ServiceDefaults;

/// <summary>Runs a service to its end and turns that end into an exit code.</summary>
public static class ServiceRun
{
    /// <summary>Stopped because it was asked to.</summary>
    public const int Stopped = 0;

    /// <summary>Could not start, or a part of it broke while running.</summary>
    public const int Failed = 1;

    /// <summary>Refused its configuration: starting it again changes nothing.</summary>
    public const int Refused = 2;

    /// <summary>Starts, serves until a stop signal, stops.</summary>
    /// <param name="app">The application with everything mapped.</param>
    /// <param name="cancellationToken">Stops it as a signal does.</param>
    /// <returns><see cref="Stopped"/>, <see cref="Failed"/> or <see cref="Refused"/>.</returns>
    public static async Task<int> RunServiceAsync(
        this WebApplication app, CancellationToken cancellationToken = default)
    {
        await using var _ = app;
        var identity = app.Services.GetRequiredService<ServiceIdentity>();
        var logger = app.Services.GetRequiredService<ILoggerFactory>()
            .CreateLogger("SharedSequencer.ServiceDefaults.Startup");
        try
        {
            logger.ServiceStarting(identity.AppId, identity.Version, Environment.ProcessId);
            logger.CurveChosen(Secp256k1.Current.Name, Secp256k1.ChoiceReason);
            await app.StartAsync(cancellationToken);
        }
        catch (StartupRefusedException refusal)
        {
            foreach (var problem in refusal.Problems)
                logger.StartRefused(problem);
            return Refused;
        }
        catch (OperationCanceledException)
        {
            // Asked to stop, or background work broke, while still starting.
            return HasBrokenPart(app) ? Failed : Stopped;
        }
        catch (Exception failure)
        {
            logger.StartFailed(failure);
            return Failed;
        }
        await app.WaitForShutdownAsync(cancellationToken);
        return HasBrokenPart(app) ? Failed : Stopped;
    }

    /// <summary>The host stops when background work throws, and has logged it, but calls that a normal end.</summary>
    private static bool HasBrokenPart(WebApplication app) =>
        app.Services.GetServices<IHostedService>().OfType<BackgroundService>()
            .Any(work => work.ExecuteTask is { IsFaulted: true });
}
