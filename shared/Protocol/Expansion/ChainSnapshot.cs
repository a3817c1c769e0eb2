using System.Collections.Immutable;
using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>The stored form of a <see cref="ChainState"/>.</summary>
internal static class ChainSnapshot
{
    internal static byte[] Encode(ChainState state, ImmutableDictionary<IngressLane, LanePosition> lanes)
    {
        var writer = new RlpWriter();
        writer.BeginList();
        writer.Write(state.Genesis.NetworkId.Value);
        writer.Write(state.Height.Value);
        writer.Write(state.BlockHash);
        writer.Write(state.Timestamp.Milliseconds);
        writer.Write(state.View.Value);
        writer.BeginList();
        foreach (var record in state.Registry.Rollups)
        {
            record.WriteTo(writer);
        }

        writer.EndList();
        writer.BeginList();
        foreach (var (lane, position) in lanes.OrderBy(entry => entry.Key.Lane.Value).ThenBy(entry => entry.Key.Ingress))
        {
            writer.BeginList();
            writer.Write(lane.Ingress);
            writer.Write(lane.Lane.Value);
            writer.Write(position.Sequence);
            writer.Write(position.Digest);
            writer.Write(position.EffectiveTime.Milliseconds);
            writer.EndList();
        }

        writer.EndList();
        BundleBookCodec.Write(writer, state.Bundles);
        writer.EndList();
        return writer.ToArray();
    }

    internal static bool TryDecode(
        Genesis genesis,
        ReadOnlySpan<byte> encoded,
        IEnumerable<PlacedInBlock> placed,
        [NotNullWhen(true)] out ChainState? state)
    {
        state = null;
        var reader = new RlpReader(encoded);
        if (!reader.TryReadList(out var fields)
            || !reader.AtEnd
            || !fields.TryReadHash(out var network)
            || network != genesis.NetworkId.Value
            || !fields.TryReadUInt64(out var height)
            || !fields.TryReadHash(out var hash)
            || !fields.TryReadUInt64(out var timestamp)
            || !fields.TryReadUInt64(out var view)
            || !TryReadRegistry(ref fields, genesis, out var registry)
            || !TryReadLanes(ref fields, out var lanes)
            || !BundleBookCodec.TryRead(ref fields, out var bundles)
            || !fields.AtEnd)
        {
            return false;
        }

        var position = new BlockPosition(new Height(height), hash, new ChainTime(timestamp), new View(view));
        state = new ChainState(genesis, position, registry, lanes, Replay(placed), bundles);
        return true;
    }

    private static PlacedWindow Replay(IEnumerable<PlacedInBlock> placed)
    {
        var window = PlacedWindow.Empty();
        foreach (var block in placed)
        {
            window = window.With(block.Transactions, block.Timestamp);
            window.Settle();
        }

        return window;
    }

    private static bool TryReadRegistry(ref RlpReader fields, Genesis genesis, out RollupRegistry registry)
    {
        registry = RollupRegistry.Empty(genesis.Ingresses);
        if (!fields.TryReadList(out var list))
        {
            return false;
        }

        while (!list.AtEnd)
        {
            if (!RollupRecord.TryRead(ref list, out var record))
            {
                return false;
            }

            registry = registry.With(record);
        }

        return true;
    }

    private static bool TryReadLanes(
        ref RlpReader fields, out ImmutableDictionary<IngressLane, LanePosition> lanes)
    {
        lanes = ImmutableDictionary<IngressLane, LanePosition>.Empty;
        if (!fields.TryReadList(out var list))
        {
            return false;
        }

        var builder = lanes.ToBuilder();
        while (!list.AtEnd)
        {
            if (!list.TryReadList(out var entry)
                || !entry.TryReadAddress(out var ingress)
                || !entry.TryReadUInt64(out var lane)
                || !entry.TryReadUInt64(out var sequence)
                || !entry.TryReadHash(out var digest)
                || !entry.TryReadUInt64(out var effective)
                || !entry.AtEnd)
            {
                return false;
            }

            builder[new IngressLane(ingress, new Lane(lane))] =
                new LanePosition(sequence, digest, new ChainTime(effective));
        }

        lanes = builder.ToImmutable();
        return true;
    }
}
