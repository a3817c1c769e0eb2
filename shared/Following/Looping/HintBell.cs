using System.Diagnostics;
using System.Threading.Channels;

namespace SharedSequencer.Following;

/// <summary>
/// Hints that there is something new, a final block above all, ring it. Many at once are one; the newest tells the trace.
/// </summary>
/// <param name="time">The clock.</param>
public sealed class HintBell(TimeProvider time)
{
    private readonly Channel<ActivityContext> _bell = Channel.CreateBounded<ActivityContext>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });

    /// <summary>There may be something new.</summary>
    /// <param name="trace">Context of the message that said so, if any.</param>
    public void Ring(ActivityContext trace = default) => _bell.Writer.TryWrite(trace);

    /// <summary>Waits for the bell, at most for a while; returns the hint's trace, if any.</summary>
    /// <param name="limit">Longest wait.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<ActivityContext> WaitAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var rung = _bell.Reader.ReadAsync(timeout.Token).AsTask();
        var first = await Task.WhenAny(rung, Task.Delay(limit, time, timeout.Token));
        await timeout.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
        return first == rung ? await rung : default;
    }
}
