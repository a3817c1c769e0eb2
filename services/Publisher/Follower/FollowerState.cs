using System.Diagnostics;
using System.Threading.Channels;

namespace SharedSequencer.Publisher.Follower;

/// <summary>What others may know of the follower, and the hints that hurry it.</summary>
internal sealed class FollowerState(TimeProvider time)
{
    /// <summary>Many hints at once are one; the newest tells the trace.</summary>
    private readonly Channel<ActivityContext> _hints = Channel.CreateBounded<ActivityContext>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });

    private long _heard = time.GetTimestamp();
    private volatile BlockRefusal? _refusal;

    /// <summary>Why following has ended for good; null while it goes on.</summary>
    public BlockRefusal? Refusal => _refusal;

    /// <summary>Time since ordering last answered.</summary>
    public TimeSpan Silence => time.GetElapsedTime(Interlocked.Read(ref _heard));

    public void Heard() => Interlocked.Exchange(ref _heard, time.GetTimestamp());

    public void Stop(BlockRefusal refusal) => _refusal = refusal;

    /// <summary>There may be something new.</summary>
    /// <param name="trace">Context of the message that said so.</param>
    public void Hint(ActivityContext trace) => _hints.Writer.TryWrite(trace);

    /// <summary>Waits for a hint, but not longer than a time; returns the hint's trace, if any.</summary>
    public async Task<ActivityContext> WaitAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var hinted = _hints.Reader.ReadAsync(timeout.Token).AsTask();
        var first = await Task.WhenAny(hinted, Task.Delay(limit, time, timeout.Token));
        await timeout.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
        return first == hinted ? await hinted : default;
    }
}
