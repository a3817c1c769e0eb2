using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>The batches this validator holds and that are not final yet.</summary>
/// <param name="mostLaneBytes">Un-ordered bytes of one ingress and lane for which there is room.</param>
/// <param name="mostIngressBytes">The same of one ingress, in all its lanes.</param>
internal sealed class BatchPool(long mostLaneBytes, long mostIngressBytes)
{
    private readonly Dictionary<Hash256, PooledBatch> _byDigest = [];
    private readonly Dictionary<IngressLane, LaneBacklog> _lanes = [];
    private readonly Dictionary<Address, long> _bytes = [];
    private readonly PriorityQueue<(IngressLane Lane, Hash256 Digest), ulong> _byEnd = new();

    /// <summary>The lanes in which something waits.</summary>
    internal IReadOnlyCollection<LaneBacklog> Lanes => _lanes.Values;

    internal bool TryGet(in Hash256 digest, [NotNullWhen(true)] out PooledBatch? pooled) =>
        _byDigest.TryGetValue(digest, out pooled);

    /// <summary>Another batch with the same ingress, lane and sequence that this validator has acknowledged (R2).</summary>
    internal PooledBatch? FindConflict(BatchHeader batch) =>
        _lanes.TryGetValue(IngressLane.Of(batch), out var lane)
            ? lane.At(batch.Sequence).FirstOrDefault(held => held.Own is not null && held.Batch.Digest != batch.Digest)
            : null;

    /// <summary>Whether its lane and its ingress have room for a batch of this size (R2).</summary>
    internal bool HasRoom(Batch batch)
    {
        var lane = _lanes.TryGetValue(IngressLane.Of(batch.Header), out var backlog) ? backlog.Bytes : 0;
        return lane + batch.Size <= mostLaneBytes
            && _bytes.GetValueOrDefault(batch.Header.Ingress) + batch.Size <= mostIngressBytes;
    }

    internal void Add(PooledBatch pooled)
    {
        var key = IngressLane.Of(pooled.Batch.Header);
        if (!_lanes.TryGetValue(key, out var lane))
        {
            _lanes.Add(key, lane = new LaneBacklog(key));
        }

        lane.Add(pooled);
        _bytes[key.Ingress] = _bytes.GetValueOrDefault(key.Ingress) + pooled.Batch.Size;
        _byDigest.Add(pooled.Batch.Digest, pooled);
        // Names, not batches: an ordered batch is let go at once, its entry here only when its life would have ended.
        _byEnd.Enqueue((key, pooled.Batch.Digest), pooled.Batch.Header.NotAfter.Milliseconds);
    }

    /// <summary>Forgets what a final block holds or has made impossible.</summary>
    internal void Settle(ChainState final, IReadOnlyList<Certificate> certificates)
    {
        foreach (var lane in certificates.Select(certificate => IngressLane.Of(certificate.Batch)).Distinct())
        {
            if (_lanes.TryGetValue(lane, out var backlog))
            {
                foreach (var pooled in backlog.UpTo(final.PositionOf(lane).Sequence))
                {
                    Remove(backlog, pooled);
                }
            }
        }

        while (_byEnd.TryPeek(out var oldest, out var end) && end < final.Timestamp.Milliseconds)
        {
            _byEnd.Dequeue();
            if (_byDigest.TryGetValue(oldest.Digest, out var expired))
            {
                Remove(_lanes[oldest.Lane], expired);
            }
        }
    }

    private void Remove(LaneBacklog lane, PooledBatch pooled)
    {
        lane.Remove(pooled);
        _byDigest.Remove(pooled.Batch.Digest);
        if (lane.IsEmpty)
        {
            _lanes.Remove(lane.Lane);
        }

        var left = _bytes[lane.Lane.Ingress] - pooled.Batch.Size;
        if (left > 0)
        {
            _bytes[lane.Lane.Ingress] = left;
        }
        else
        {
            _bytes.Remove(lane.Lane.Ingress);
        }
    }
}
