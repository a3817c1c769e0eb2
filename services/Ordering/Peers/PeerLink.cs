using Grpc.Core;
using Grpc.Net.Client;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ordering.Peers;

/// <summary>The connection on which messages go out to one validator: made again whenever it breaks.</summary>
internal sealed class PeerLink : IDisposable
{
    private static readonly TimeSpan LongAway = TimeSpan.FromSeconds(1);

    private readonly Uri _url;
    private readonly TransportOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly GrpcChannel _channel;
    private readonly PeerPause _pause;
    private readonly SemaphoreSlim _nudge = new(0, 1);
    private readonly KeyValuePair<string, object?> _tag;
    private long _away;

    public PeerLink(
        (ValidatorIndex Validator, Uri Url) peer, PeerDialing dialing, TransportOptions options, TimeProvider time,
        ILogger logger)
    {
        (To, _url) = peer;
        (_options, _time, _logger) = (options, time, logger);
        _tag = new KeyValuePair<string, object?>(Telemetry.Peer, To.ToString());
        _pause = new PeerPause(options.Reconnect, options.LongestReconnect, new Random(To.Value));
        Outbox = new PeerOutbox(options.QueueBytes, options.QueueMessages, Shed);
        _channel = dialing.Open(_url, To);
        _away = time.GetTimestamp();
    }

    /// <summary>The validator at the other end.</summary>
    public ValidatorIndex To { get; }

    /// <summary>What waits to be sent.</summary>
    public PeerOutbox Outbox { get; }

    /// <summary>The peer was heard of: it is worth trying again at once.</summary>
    public void Nudge()
    {
        if (_nudge.CurrentCount == 0)
        {
            _nudge.Release();
        }
    }

    /// <summary>Connects and sends until it is stopped.</summary>
    public async Task Run(CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                await Talk(cancel);
            }
            catch (Exception failure) when (IsLoss(failure) && !cancel.IsCancellationRequested)
            {
                _logger.PeerUnreachable(To, failure.Message);
            }

            await Pause(cancel);
        }
    }

    public void Dispose()
    {
        _channel.Dispose();
        Outbox.Dispose();
        _nudge.Dispose();
    }

    private async Task Talk(CancellationToken cancel)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        using var call = _channel.CreateCallInvoker().AsyncClientStreamingCall(
            PeerMethod.Talk, null, new CallOptions(cancellationToken: ended.Token));
        try
        {
            // The other end answers with headers once it has accepted this validator.
            await call.ResponseHeadersAsync.WaitAsync(_options.ConnectTimeout, _time, cancel);
            _logger.PeerConnected(To, _url);
            _pause.Reset();
            if (_time.GetElapsedTime(_away) > LongAway)
            {
                Outbox.DropStale();
            }

            Telemetry.PeersConnected.Add(1, _tag);
            await Send(call, ended.Token);
        }
        finally
        {
            await ended.CancelAsync();
        }
    }

    /// <summary>Sends until the connection breaks, which a call that waits for something to send notices too.</summary>
    private async Task Send(AsyncClientStreamingCall<PeerFrame, PeerFrame> call, CancellationToken cancel)
    {
        try
        {
            while (true)
            {
                using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancel);
                var next = Outbox.Take(waiting.Token);
                if (await Task.WhenAny(next, call.ResponseAsync) != next)
                {
                    await waiting.CancelAsync();
                    await next.ContinueWith(_ => { }, CancellationToken.None, default, TaskScheduler.Default);
                    await call.ResponseAsync;
                    return;
                }

                var frame = await next;
                await call.RequestStream.WriteAsync(frame, cancel);
                Telemetry.PeerSent.Add(frame.Messages.Count, _tag);
                Telemetry.PeerSentBytes.Add(frame.Bytes, _tag);
                Telemetry.PeerQueue.Record(Outbox.Bytes, _tag);
            }
        }
        catch (Exception failure) when (IsLoss(failure) && !cancel.IsCancellationRequested)
        {
            _logger.PeerLost(To, failure.Message);
        }
        finally
        {
            _away = _time.GetTimestamp();
            Telemetry.PeersConnected.Add(-1, _tag);
        }
    }

    private async Task Pause(CancellationToken cancel)
    {
        Telemetry.PeerQueue.Record(Outbox.Bytes, _tag);
        using var limit = new CancellationTokenSource(_pause.Next(), _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        try
        {
            await _nudge.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            // Nobody was heard of: the pause is over.
        }
    }

    private void Shed(OutgoingKind kind) =>
        Telemetry.PeerShed.Add(1, _tag, new KeyValuePair<string, object?>(Telemetry.Kind, kind));

    private static bool IsLoss(Exception failure) => failure is RpcException or IOException or TimeoutException
        or HttpRequestException or InvalidOperationException or OperationCanceledException;
}
