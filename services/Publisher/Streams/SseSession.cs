using SharedSequencer.Protocol;
using SharedSequencer.Publisher.Blocks;

namespace SharedSequencer.Publisher.Streams;

/// <summary>Feeds one reader of server-sent events until it leaves, is too slow, or the service stops.</summary>
internal sealed class SseSession(
    RollupFeed feed,
    StreamOptions options,
    Telemetry telemetry,
    TimeProvider time,
    IHostApplicationLifetime lifetime,
    ILogger<SseSession> logger)
{
    private const string TooSlow = "too slow: resume with Last-Event-ID";
    private const string Stopping = "the publisher stops: resume with Last-Event-ID";

    public async Task RunAsync(HttpContext context, RollupId rollup, ulong from)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(
            context.RequestAborted, lifetime.ApplicationStopping);
        var patience = TimeSpan.FromMilliseconds(options.SlowReaderMs);
        var writer = new SseWriter(context.Response.BodyWriter, patience, time);
        try
        {
            if (await WriteAsync(writer, rollup, from, stop.Token)) return;
            if (!await writer.EndAsync(TooSlow, context.RequestAborted)) context.Abort();
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The reader left; there is nobody to tell.
        }
        catch (OperationCanceledException)
        {
            if (!await writer.EndAsync(Stopping, context.RequestAborted)) context.Abort();
        }
    }

    /// <summary>True when the reader has gone by itself, false when it is too slow.</summary>
    private async Task<bool> WriteAsync(
        SseWriter writer, RollupId rollup, ulong from, CancellationToken cancellationToken)
    {
        await writer.StartAsync(cancellationToken);
        await foreach (var item in feed.ReadAsync(rollup, from, cancellationToken))
        {
            var accepted = item.Block is { } block
                ? await writer.EventAsync(block.Number, RollupBlockJson.Write(block), cancellationToken)
                : await writer.KeepAliveAsync(cancellationToken);
            if (!accepted)
            {
                cancellationToken.ThrowIfCancellationRequested();
                telemetry.SlowReaderDropped();
                logger.SlowReaderDropped(rollup.Value, item.Block?.Number ?? 0);
                return false;
            }

            if (item.Block is not null) telemetry.Streamed(rollup);
        }

        return true;
    }
}
