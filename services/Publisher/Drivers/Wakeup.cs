using System.Threading.Channels;

namespace SharedSequencer.Publisher.Drivers;

/// <summary>Wakes who waits for work; many times at once are one.</summary>
internal abstract class Wakeup(TimeProvider time)
{
    private readonly Channel<bool> _work = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });

    public void Set() => _work.Writer.TryWrite(true);

    public async Task WaitAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var work = _work.Reader.ReadAsync(timeout.Token).AsTask();
        await Task.WhenAny(work, Task.Delay(limit, time, timeout.Token));
        await timeout.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }
}
