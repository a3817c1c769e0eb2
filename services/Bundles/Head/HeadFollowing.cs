using System.Text.Json;

namespace SharedSequencer.Bundles.Head;

/// <summary>Keeps the known head up to date: at start, on every hint, and on a timer because hints get lost.</summary>
internal sealed class HeadFollowing(
    OrderingClient ordering, KnownHead head, BundlesOptions options, ILogger<HeadFollowing> logger)
    : BackgroundService
{
    private bool _isFollowing;
    private bool _hasComplained;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await LookAsync(stoppingToken);
                await head.WaitAsync(TimeSpan.FromMilliseconds(options.HeadIntervalMs), stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Asked to stop.
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.HeadTimeoutMs);
        try
        {
            var told = await ordering.HeadAsync(limit.Token);
            head.Told(told);
            if (!_isFollowing)
                logger.HeadAvailable(told.Height);
            (_isFollowing, _hasComplained) = (true, false);
        }
        catch (Exception error) when (IsNoAnswer(error) && !cancellationToken.IsCancellationRequested)
        {
            if (!_hasComplained)
                logger.HeadUnavailable(error.Message);
            (_isFollowing, _hasComplained) = (false, true);
        }
    }

    private static bool IsNoAnswer(Exception error) =>
        error is HttpRequestException or JsonException or OperationCanceledException;
}
