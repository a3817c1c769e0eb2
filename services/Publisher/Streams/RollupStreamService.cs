using Google.Protobuf;
using Grpc.Core;
using SharedSequencer.Messages.Streams;
using SharedSequencer.Protocol;
using SharedSequencer.Publisher.Archive;
using SharedSequencer.ServiceDefaults;

namespace SharedSequencer.Publisher.Streams;

/// <summary>gRPC <c>RollupStream.Subscribe</c>: the same feed as the server-sent events.</summary>
internal sealed class RollupStreamService(
    RollupFeed feed,
    StreamGate gate,
    ArchiveHeads heads,
    StreamOptions options,
    Telemetry telemetry,
    TimeProvider time,
    IHostApplicationLifetime lifetime,
    ILogger<RollupStreamService> logger) : RollupStream.RollupStreamBase
{
    public override async Task Subscribe(
        SubscribeRequest request, IServerStreamWriter<RollupBlockMessage> responseStream, ServerCallContext context)
    {
        var rollup = new RollupId(request.RollupId);
        var from = Math.Max(request.From, 1);
        var entry = gate.Enter(rollup, from);
        if (entry != StreamEntry.Open) throw Refusal(entry);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(
            context.CancellationToken, lifetime.ApplicationStopping);
        try
        {
            await WriteAsync(responseStream, rollup, from, stop.Token);
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            throw new RpcException(new Status(StatusCode.Unavailable, "the publisher stops"));
        }
        catch (Exception problem) when (DatabaseTrouble.MayPass(problem))
        {
            logger.DatabaseFailed(problem);
            throw new RpcException(new Status(StatusCode.Unavailable, "the archive does not answer"));
        }
        finally
        {
            gate.Leave();
        }
    }

    private async Task WriteAsync(
        IServerStreamWriter<RollupBlockMessage> output, RollupId rollup, ulong from, CancellationToken cancellationToken)
    {
        var sent = from - 1;
        await foreach (var item in feed.ReadAsync(rollup, from, cancellationToken))
        {
            sent = item.Block?.Number ?? sent;
            await WriteAsync(output, rollup, ToMessage(item, sent), cancellationToken);
        }
    }

    private async Task WriteAsync(
        IServerStreamWriter<RollupBlockMessage> output,
        RollupId rollup,
        RollupBlockMessage message,
        CancellationToken cancellationToken)
    {
        try
        {
            await output.WriteAsync(message, cancellationToken)
                .WaitAsync(TimeSpan.FromMilliseconds(options.SlowReaderMs), time, cancellationToken);
            telemetry.Streamed(rollup);
        }
        catch (TimeoutException)
        {
            telemetry.SlowReaderDropped();
            logger.SlowReaderDropped(rollup.Value, message.Number);
            throw new RpcException(new Status(
                StatusCode.ResourceExhausted, $"too slow at block {message.Number}; resume from there"));
        }
    }

    private RollupBlockMessage ToMessage(FeedItem item, ulong number) => item.Block is { } block
        ? new RollupBlockMessage { Number = number, Proof = UnsafeByteOperations.UnsafeWrap(block.Proof) }
        : new RollupBlockMessage
        {
            Number = number,
            Heartbeat = new Heartbeat { Height = heads.Head?.Position.Height.Value ?? 0 },
        };

    private static RpcException Refusal(StreamEntry entry) => new(entry switch
    {
        StreamEntry.UnknownRollup => new Status(StatusCode.NotFound, "no such rollup is registered"),
        StreamEntry.BeyondHead => new Status(StatusCode.OutOfRange, "the block is beyond the next one"),
        StreamEntry.Full => new Status(StatusCode.ResourceExhausted, "as many streams as allowed are open"),
        _ => new Status(StatusCode.Unavailable, "the archive is still being opened"),
    });
}
