using System.Collections.Concurrent;
using SharedSequencer.Protocol;

namespace SharedSequencer.Publisher.Archive;

/// <summary>
/// What the archive holds, in memory: moved after each group of blocks is durable. Streams and drivers read the
/// archive until they have caught up and then wait here, so nobody buffers blocks for anybody.
/// </summary>
internal sealed class ArchiveHeads(TimeProvider time)
{
    private readonly ConcurrentDictionary<RollupId, HeadSignal> _rollups = new();
    private volatile ArchiveHead? _head;

    /// <summary>The newest block, or null before the archive is opened.</summary>
    public ArchiveHead? Head => _head;

    public bool TryGet(RollupId rollup, out RollupHead? head)
    {
        head = null;
        if (_head?.Registry.TryGet(rollup, out var record) is not true) return false;
        head = record!.Head;
        return true;
    }

    /// <summary>Moves the head and wakes who waits for one of its rollups.</summary>
    public void Advance(ArchiveHead head)
    {
        _head = head;
        foreach (var (rollup, signal) in _rollups)
            if (head.Registry.TryGet(rollup, out var record)) signal.Advance(record.Head.Number);
    }

    /// <summary>Waits until a rollup has a block above a number; false when the time is over before.</summary>
    public async Task<bool> WaitBeyondAsync(
        RollupId rollup, ulong number, TimeSpan limit, CancellationToken cancellationToken)
    {
        var signal = _rollups.GetOrAdd(rollup, _ => new HeadSignal());
        // After the signal is in the dictionary: a head that moves meanwhile is seen here or told to the signal.
        if (TryGet(rollup, out var head)) signal.Advance(head!.Number);
        if (signal.Number > number) return true;
        using var elapsed = new CancellationTokenSource(limit, time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(elapsed.Token, cancellationToken);
        try
        {
            await signal.WaitBeyondAsync(number, end.Token);
            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
