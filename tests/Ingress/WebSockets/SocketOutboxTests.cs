using System.Net.WebSockets;
using System.Threading.Channels;
using SharedSequencer.Ingress.WebSockets;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ingress.Tests.WebSockets;

/// <summary>Bounds of what waits for a reader; nobody reads here.</summary>
public sealed class SocketOutboxTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void A_push_beyond_the_bytes_drops_the_reader()
    {
        using var socket = new ClientWebSocket();
        using var outbox = new SocketOutbox(socket, new SocketOptions { MaxQueuedBytes = 100 });
        outbox.Push(new byte[1_000]);
        Assert.Null(outbox.DropReason);
        outbox.Push(new byte[1]);
        Assert.NotNull(outbox.DropReason);
    }

    [Fact]
    public async Task An_answer_beyond_the_bytes_waits()
    {
        using var socket = new ClientWebSocket();
        using var outbox = new SocketOutbox(socket, new SocketOptions { MaxQueuedBytes = 100 });
        await outbox.AnswerAsync(new byte[60], Token);
        var second = outbox.AnswerAsync(new byte[60], Token).AsTask();
        Assert.False(second.IsCompleted);
        outbox.Complete();
        await Assert.ThrowsAnyAsync<ChannelClosedException>(() => second);
    }

    [Fact]
    public async Task A_feed_that_falls_behind_drops_its_subscribers_and_only_subscribed_lanes_count()
    {
        using var socket = new ClientWebSocket();
        using var outbox = new SocketOutbox(socket, new SocketOptions());
        var feed = new PendingFeed(new SocketOptions { MaxQueuedAnnouncements = 1 });
        feed.Subscribe("a", new Lane(1), outbox);
        feed.Publish(new Lane(2), Hash256.Zero);
        feed.Publish(new Lane(1), Hash256.Zero);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var running = feed.RunAsync(stop.Token);
        Assert.Null(outbox.DropReason);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);

        feed.Publish(new Lane(1), Hash256.Zero);
        feed.Publish(new Lane(1), Hash256.Zero);
        _ = feed.RunAsync(Token);

        await outbox.Dropped.WaitAsync(Token);
        Assert.False(feed.Unsubscribe("a", new Lane(1)));
    }
}
