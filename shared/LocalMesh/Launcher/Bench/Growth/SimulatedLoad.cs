using System.Buffers.Binary;
using SharedSequencer.Launcher.Development;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Launcher.Bench;

/// <summary>Batches of an ingress for a simulated committee, sealed beforehand.</summary>
internal sealed class SimulatedLoad : IDisposable
{
    private const int TransactionBytes = 115;
    private const ulong FirstRollup = DevelopmentGenesis.FirstSpareRollup;

    private readonly PrivateKey _ingress = DevelopmentKeys.Derive(DevelopmentRole.Ingress, 1);
    private readonly Dictionary<Lane, Batch> _last = [];
    private readonly Genesis _genesis;
    private long _made;

    /// <summary>Makes batches for the network.</summary>
    public SimulatedLoad(Genesis genesis) => _genesis = genesis;

    /// <summary>A network of that many validators and rollups.</summary>
    public static Genesis Network(int validators, int rollups) => DevelopmentGenesis.Create(
        "growth", DateTimeOffset.UnixEpoch.AddYears(50), [], new DevelopmentSize(validators, rollups));

    /// <summary>A batch that registers every rollup.</summary>
    public Batch Registrations(int rollups, ChainTime now) => Seal(
        Lane.Shared, now, [.. Enumerable.Range(0, rollups).Select(index => Registration(FirstRollup + (ulong)index))]);

    /// <summary>The next batch of a rollup, with transactions that are unlike all others and mean nothing.</summary>
    public Batch Transactions(int rollup, int count, ChainTime now) => Seal(
        Lane.Of(new RollupId(FirstRollup + (ulong)rollup)),
        now,
        [.. Enumerable.Range(0, count).Select(_ => Transaction())]);

    public void Dispose() => _ingress.Dispose();

    private ReadOnlyMemory<byte> Registration(ulong rollup)
    {
        using var owner = DevelopmentKeys.Derive(DevelopmentRole.Owner, rollup);
        return new RollupOperation
        {
            Network = _genesis.NetworkId,
            Kind = OperationKind.Register,
            Rollup = new RollupId(rollup),
            ChainId = rollup,
            Owner = owner.Address,
            Nonce = 1,
        }.SignedBy(owner).Encode();
    }

    private ReadOnlyMemory<byte> Transaction()
    {
        var bytes = new byte[TransactionBytes];
        bytes[0] = 2;
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(1), ++_made);
        return bytes;
    }

    private Batch Seal(Lane lane, ChainTime now, IReadOnlyList<ReadOnlyMemory<byte>> items)
    {
        _last.TryGetValue(lane, out var before);
        var batch = Batch.Seal(
            new BatchDraft
            {
                Network = _genesis.NetworkId,
                Kind = lane.IsShared ? BatchKind.System : BatchKind.Transactions,
                Lane = lane,
                Sequence = (before?.Header.Sequence ?? 0) + 1,
                Predecessor = before?.Digest ?? default,
                PredecessorNotAfter = before?.Header.NotAfter ?? default,
                Created = now,
                NotAfter = now.Plus(ProtocolDefaults.BatchLifetime),
                Items = items,
            },
            _ingress);
        _last[lane] = batch;
        return batch;
    }
}
