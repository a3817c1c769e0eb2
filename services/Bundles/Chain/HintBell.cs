using System.Threading.Channels;

namespace SharedSequencer.Bundles.Chain;

/// <summary>Hints that a block is final ring it; rung twice before it is heard, it rings once.</summary>
internal sealed class HintBell(TimeProvider time)
{
    private readonly Channel<bool> _bell = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    public void Ring() => _bell.Writer.TryWrite(true);

    /// <summary>Waits for the bell, at most for a while.</summary>
    public async Task WaitAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        await using var timer = time.CreateTimer(_ => Ring(), null, limit, Timeout.InfiniteTimeSpan);
        await _bell.Reader.ReadAsync(cancellationToken);
    }
}
