namespace SharedSequencer.Protocol;

/// <summary>The held batches of one ingress's lane by sequence. Every operation costs the same whatever waits.</summary>
internal sealed class LaneBacklog(IngressLane lane)
{
    private readonly Dictionary<ulong, PooledBatch> _bySequence = [];
    private readonly SortedSet<ulong> _sequences = [];

    internal IngressLane Lane { get; } = lane;

    internal long Bytes { get; private set; }

    internal bool IsEmpty => _sequences.Count == 0;

    internal bool TryGet(ulong sequence, [NotNullWhen(true)] out PooledBatch? pooled) =>
        _bySequence.TryGetValue(sequence, out pooled);

    internal void Add(PooledBatch pooled)
    {
        _bySequence.Add(pooled.Batch.Header.Sequence, pooled);
        _sequences.Add(pooled.Batch.Header.Sequence);
        Bytes += pooled.Batch.Size;
    }

    internal void Remove(ulong sequence)
    {
        if (_bySequence.Remove(sequence, out var pooled))
        {
            _sequences.Remove(sequence);
            Bytes -= pooled.Batch.Size;
        }
    }

    /// <summary>The held batch that could stand next in the chain, certified or not: the lowest past a sequence.</summary>
    internal PooledBatch? NextAfter(ulong sequence)
    {
        if (sequence == ulong.MaxValue || IsEmpty || _sequences.Max <= sequence)
        {
            return null;
        }

        return _bySequence.TryGetValue(sequence + 1, out var next)
            ? next
            : _bySequence[_sequences.GetViewBetween(sequence + 1, ulong.MaxValue).Min];
    }

    /// <summary>Everything up to a sequence, lowest first.</summary>
    internal IEnumerable<PooledBatch> UpTo(ulong sequence)
    {
        while (!IsEmpty && _sequences.Min <= sequence)
        {
            yield return _bySequence[_sequences.Min];
        }
    }
}
