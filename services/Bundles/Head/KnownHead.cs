using System.Threading.Channels;
using SharedSequencer.Messages;

namespace SharedSequencer.Bundles.Head;

/// <summary>The newest head known, and a bell that hints ring. A bell rung twice before it is heard rings once.</summary>
internal sealed class KnownHead(TimeProvider time)
{
    private readonly Channel<bool> _bell = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    private readonly Lock _lock = new();
    private ChainHead? _newest;
    private long _toldAt = time.GetTimestamp();

    /// <summary>Null before ordering told one.</summary>
    public ChainHead? Newest
    {
        get
        {
            lock (_lock)
                return _newest;
        }
    }

    /// <summary>Time since ordering last answered, or since the start.</summary>
    public TimeSpan Silence
    {
        get
        {
            lock (_lock)
                return time.GetElapsedTime(_toldAt);
        }
    }

    /// <summary>Takes an answer of ordering; the head never moves back.</summary>
    public void Told(ChainHead head)
    {
        lock (_lock)
        {
            _toldAt = time.GetTimestamp();
            if (_newest is null || head.Height > _newest.Height)
                _newest = head;
        }
    }

    /// <summary>A block may be there that is not known yet.</summary>
    public void Ring() => _bell.Writer.TryWrite(true);

    /// <summary>Waits for the bell, at most for a while.</summary>
    public async Task WaitAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        await using var timer = time.CreateTimer(_ => Ring(), null, limit, Timeout.InfiniteTimeSpan);
        await _bell.Reader.ReadAsync(cancellationToken);
    }
}
