using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Testing;

/// <summary>Seals the batches of one ingress: consecutive sequences and predecessors per lane.</summary>
public sealed class BatchStream(NetworkId network, PrivateKey ingressKey)
{
    private readonly Dictionary<Lane, Batch> _last = [];

    /// <summary>Seals the next batch of a lane; it lives as long as the protocol allows unless said otherwise.</summary>
    public Batch Next(
        Lane lane, ChainTime created, IReadOnlyList<ReadOnlyMemory<byte>> items, TimeSpan? lifetime = null) =>
        Next(lane.IsShared ? BatchKind.System : BatchKind.Transactions, lane, created, items, lifetime);

    /// <summary>Seals the next batch of the cross-rollup lane with what concerns bundles.</summary>
    public Batch Next(ChainTime created, IReadOnlyList<BundleItem> items) => Next(
        BatchKind.Bundle, Lane.Shared, created, [.. items.Select(item => (ReadOnlyMemory<byte>)item.Encode())], lifetime: null);

    private Batch Next(
        BatchKind kind, Lane lane, ChainTime created, IReadOnlyList<ReadOnlyMemory<byte>> items, TimeSpan? lifetime)
    {
        _last.TryGetValue(lane, out var predecessor);
        var batch = Batch.Seal(
            new BatchDraft
            {
                Network = network,
                Kind = kind,
                Lane = lane,
                Sequence = (predecessor?.Header.Sequence ?? 0) + 1,
                Predecessor = predecessor?.Digest ?? default,
                PredecessorNotAfter = predecessor?.Header.NotAfter ?? default,
                Created = created,
                NotAfter = created.Plus(lifetime ?? ProtocolDefaults.BatchLifetime),
                Items = items,
            },
            ingressKey);
        _last[lane] = batch;
        return batch;
    }
}
