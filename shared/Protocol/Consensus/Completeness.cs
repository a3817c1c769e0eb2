namespace SharedSequencer.Protocol;

/// <summary>
/// What a block may not leave out (R7). A leader who stops at a batch this validator has not seen, because it did not fit,
/// breaks nothing: what comes after the place where any batch could have overfilled block or lane is not demanded.
/// </summary>
internal static class Completeness
{
    /// <summary>The batches a block should hold and does not: at most the first of each ingress's lane.</summary>
    /// <param name="parent">State after the block's parent.</param>
    /// <param name="block">The block, whose rules hold.</param>
    /// <param name="lanes">What this validator holds.</param>
    /// <param name="arrival">When the block came.</param>
    /// <param name="grace">How long a batch must have been held by then.</param>
    internal static IReadOnlyList<PooledBatch> FindMissing(
        ChainState parent, Block block, IReadOnlyCollection<LaneBacklog> lanes, Instant arrival, TimeSpan grace)
    {
        var positions = PositionsAfter(parent, block);
        var latest = ChainTime.Max(arrival.Wall, parent.Timestamp);
        var missing = new List<PooledBatch>();
        foreach (var lane in lanes)
        {
            var position = positions.TryGetValue(lane.Lane, out var moved) ? moved : parent.PositionOf(lane.Lane);
            if (lane.Next(position, block.Header.Timestamp) is { Certificate: { } certificate } next
                && next.OwedSince + grace < arrival.Monotonic)
            {
                var key = OrderKey.Of(certificate, position, parent.BlockHash, parent.Genesis.Committee);
                if (key.EffectiveTime <= latest && WouldFit(parent, block, certificate, key))
                {
                    missing.Add(next);
                }
            }
        }

        return missing;
    }

    private static Dictionary<IngressLane, LanePosition> PositionsAfter(ChainState parent, Block block)
    {
        var positions = new Dictionary<IngressLane, LanePosition>();
        foreach (var certificate in block.Certificates)
        {
            var lane = IngressLane.Of(certificate.Batch);
            var position = positions.TryGetValue(lane, out var moved) ? moved : parent.PositionOf(lane);
            positions[lane] = position.After(certificate, parent.Genesis.Committee);
        }

        return positions;
    }

    private static bool WouldFit(ChainState parent, Block block, Certificate wanted, OrderKey key)
    {
        long all = 0;
        long lane = 0;
        var positions = new Dictionary<IngressLane, LanePosition>();
        foreach (var certificate in block.Certificates)
        {
            var stream = IngressLane.Of(certificate.Batch);
            var position = positions.TryGetValue(stream, out var moved) ? moved : parent.PositionOf(stream);
            if (OrderKey.Of(certificate, position, parent.BlockHash, parent.Genesis.Committee) > key)
            {
                break;
            }

            positions[stream] = position.After(certificate, parent.Genesis.Committee);
            all += certificate.Size;
            lane += certificate.Batch.Lane == wanted.Batch.Lane ? certificate.Size : 0;
        }

        return all + ProtocolDefaults.MaxBatchBytes <= ProtocolDefaults.MaxBlockBytes
            && lane + ProtocolDefaults.MaxBatchBytes <= ProtocolDefaults.MaxLaneBytesPerBlock;
    }
}
