using SharedSequencer.Protocol;
using SharedSequencer.Publisher.Blocks;
using SharedSequencer.ServiceDefaults;

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

    private const string NoArchive = "the archive does not answer: resume with Last-Event-ID";

    public async Task RunAsync(HttpContext context, RollupId rollup, ulong from)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(
            context.RequestAborted, lifetime.ApplicationStopping);
        var patience = TimeSpan.FromMilliseconds(options.SlowReaderMs);
        var writer = new SseWriter(context.Response.BodyWriter, patience, time);
        try
        {
            var reason = await WriteAsync(writer, rollup, from, stop.Token);
            if (!await writer.EndAsync(reason, context.RequestAborted)) context.Abort();
        }
        catch (OperationCanceledException) when (writer.IsGone || context.RequestAborted.IsCancellationRequested)
        {
            // The reader left; there is nobody to tell.
        }
    }

    /// <summary>Writes until there is a reason to end.</summary>
    private async Task<string> WriteAsync(
        SseWriter writer, RollupId rollup, ulong from, CancellationToken cancellationToken)
    {
        try
        {
            await WriteBlocksAsync(writer, rollup, from, cancellationToken);
            return TooSlow;
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return Stopping;
        }
        catch (Exception problem) when (DatabaseTrouble.MayPass(problem))
        {
            logger.DatabaseFailed(problem);
            return NoArchive;
        }
    }

    /// <summary>Returns when the reader is too slow.</summary>
    private async Task WriteBlocksAsync(
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
                telemetry.SlowReaderDropped();
                logger.SlowReaderDropped(rollup.Value, item.Block?.Number ?? 0);
                return;
            }

            if (item.Block is not null) telemetry.Streamed(rollup);
        }
    }
}
