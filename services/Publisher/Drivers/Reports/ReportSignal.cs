using System.Threading.Channels;

namespace SharedSequencer.Publisher.Drivers.Reports;

/// <summary>Wakes the relay when a driver has stored reports; many times at once are one.</summary>
internal sealed class ReportSignal(TimeProvider time)
{
    private readonly Channel<bool> _stored = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });

    public void Set() => _stored.Writer.TryWrite(true);

    public async Task WaitAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var stored = _stored.Reader.ReadAsync(timeout.Token).AsTask();
        await Task.WhenAny(stored, Task.Delay(limit, time, timeout.Token));
        await timeout.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }
}
