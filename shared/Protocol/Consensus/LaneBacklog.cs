namespace SharedSequencer.Protocol;

/// <summary>
/// The held batches of one ingress's lane by sequence. An ingress that signs two with one sequence has both held
/// here, of which an honest validator acknowledges one. Every operation costs the same whatever waits.
/// </summary>
internal sealed class LaneBacklog(IngressLane lane)
{
    private readonly Dictionary<ulong, List<PooledBatch>> _bySequence = [];
    private readonly SortedSet<ulong> _sequences = [];

    internal IngressLane Lane { get; } = lane;

    internal long Bytes { get; private set; }

    internal bool IsEmpty => _sequences.Count == 0;

    /// <summary>What is held under a sequence.</summary>
    internal IReadOnlyList<PooledBatch> At(ulong sequence) =>
        _bySequence.TryGetValue(sequence, out var held) ? held : [];

    internal void Add(PooledBatch pooled)
    {
        var sequence = pooled.Batch.Header.Sequence;
        if (!_bySequence.TryGetValue(sequence, out var held))
        {
            _bySequence.Add(sequence, held = []);
            _sequences.Add(sequence);
        }

        held.Add(pooled);
        Bytes += pooled.Batch.Size;
    }

    internal void Remove(PooledBatch pooled)
    {
        var sequence = pooled.Batch.Header.Sequence;
        if (_bySequence.TryGetValue(sequence, out var held) && held.Remove(pooled))
        {
            Bytes -= pooled.Batch.Size;
            if (held.Count == 0)
            {
                _bySequence.Remove(sequence);
                _sequences.Remove(sequence);
            }
        }
    }

    /// <summary>
    /// The certified batch that could stand next in the chain after a position, in a block of this time (R6): what
    /// stands at the lowest sequence that still lives. Later ones wait for it.
    /// </summary>
    internal PooledBatch? Next(LanePosition position, ChainTime timestamp)
    {
        foreach (var sequence in After(position.Sequence))
        {
            var live = _bySequence[sequence].Where(pooled => pooled.Batch.Header.NotAfter >= timestamp).ToList();
            if (live.Count > 0)
            {
                return live.Find(pooled =>
                    pooled.Certificate is not null && position.Admits(pooled.Batch.Header, timestamp));
            }
        }

        return null;
    }

    /// <summary>Everything up to a sequence, lowest first.</summary>
    internal IReadOnlyList<PooledBatch> UpTo(ulong sequence) =>
        IsEmpty || _sequences.Min > sequence
            ? []
            : [.. _sequences.GetViewBetween(0, sequence).SelectMany(number => _bySequence[number])];

    private IEnumerable<ulong> After(ulong sequence)
    {
        if (sequence == ulong.MaxValue || IsEmpty || _sequences.Max <= sequence)
        {
            return [];
        }

        // Nearly always the very next is held, which spares walking the tree.
        return _bySequence.ContainsKey(sequence + 1)
            ? Following(sequence + 1)
            : _sequences.GetViewBetween(sequence + 1, ulong.MaxValue);
    }

    private IEnumerable<ulong> Following(ulong first)
    {
        yield return first;
        if (first < _sequences.Max)
        {
            foreach (var sequence in _sequences.GetViewBetween(first + 1, ulong.MaxValue))
            {
                yield return sequence;
            }
        }
    }
}
