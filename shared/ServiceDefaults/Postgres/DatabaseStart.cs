using System.Net.Sockets;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace SharedSequencer.ServiceDefaults;

/// <summary>Makes the database usable before anything else of the service starts.</summary>
internal sealed class DatabaseStart(
    NpgsqlDataSource database, SchemaScripts scripts, PostgresOptions options, TimeProvider time,
    ILogger<DatabaseStart> logger) : IHostedLifecycleService
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        await WaitAsync(cancellationToken);
        if (scripts.All.Count == 0)
            return;
        foreach (var applied in await SqlMigrator.MigrateAsync(database, scripts.All, cancellationToken))
            logger.ScriptApplied(applied.FileName);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        var limit = TimeSpan.FromSeconds(options.WaitSeconds);
        var started = time.GetTimestamp();
        for (var pause = FirstPause; ; pause = Longer(pause))
        {
            try
            {
                await using var connection = await database.OpenConnectionAsync(cancellationToken);
                return;
            }
            catch (Exception error) when (MayPass(error) && time.GetElapsedTime(started) < limit)
            {
                if (pause == FirstPause)
                    logger.DatabaseAwaited(limit, error);
                await Task.Delay(pause, time, cancellationToken);
            }
        }
    }

    private static TimeSpan Longer(TimeSpan pause) => pause * 2 < LongestPause ? pause * 2 : LongestPause;

    private static bool MayPass(Exception error) =>
        error is NpgsqlException { IsTransient: true } or SocketException or TimeoutException
        || error.InnerException is SocketException or TimeoutException;
}
