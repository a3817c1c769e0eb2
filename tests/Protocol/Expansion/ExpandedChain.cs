using SharedSequencer.Primitives;
using SharedSequencer.Testing;

namespace SharedSequencer.Protocol.Tests.Expansion;

/// <summary>
/// Blocks that nobody voted on, expanded one after the other: what R9 and R20–R23 make of batches at times that the test
/// chooses. Rollups have reporters unless said otherwise.
/// </summary>
internal sealed class ExpandedChain
{
    private readonly TestNetwork _network;
    private readonly BatchStream _stream;
    private readonly List<PlacedInBlock> _placed = [];
    private readonly BundleLaw _law;

    internal ExpandedChain(TestNetwork network, Func<RollupId, Address>? reporterOf = null, BundleLaw? law = null)
    {
        _law = law ?? BundleLaw.Standing;
        _network = network;
        _stream = new BatchStream(network.Genesis.NetworkId, network.IngressKey);
        State = ChainState.AtGenesis(network.Genesis);
        reporterOf ??= rollup => TestBundles.ReporterOf(rollup).Address;
        Next(Second, Of([.. network.Rollups.Select(rollup =>
            network.Operation(OperationKind.Register, rollup, 1, reporterOf(rollup)))]));
    }

    private static TimeSpan Second => TimeSpan.FromSeconds(1);

    internal ChainState State { get; private set; }

    internal ChainTime Now => State.Timestamp;

    internal ExpandedBlock Last { get; private set; } = null!;

    /// <summary>What the last block says of bundles.</summary>
    internal IReadOnlyList<(OutcomeKind Kind, Hash256 Subject, OutcomeCode Code)> Said =>
        [.. Last.Outcomes.Where(outcome => outcome.Lane.IsShared).Select(outcome => (outcome.Kind, outcome.Subject, outcome.Code))];

    internal RollupHead HeadOf(RollupId rollup) =>
        State.Registry.TryGet(rollup, out var record) ? record.Head : throw new ArgumentException($"No rollup {rollup}.");

    internal Batch Of(params BundleItem[] items) => _stream.Next(Now, items);

    internal Batch Of(params ReadOnlyMemory<byte>[] items) => Batch.Seal(
        new BatchDraft
        {
            Network = _network.Genesis.NetworkId,
            Kind = BatchKind.Bundle,
            Lane = Lane.Shared,
            Sequence = 1,
            Created = Now,
            NotAfter = Now,
            Items = items,
        },
        _network.IngressKey);

    internal Batch Of(params RollupOperation[] operations) => _stream.Next(
        Lane.Shared, Now, [.. operations.Select(operation => (ReadOnlyMemory<byte>)operation.Encode())]);

    internal Batch Of(RollupId rollup, params ReadOnlyMemory<byte>[] transactions) =>
        _stream.Next(Lane.Of(rollup), Now, transactions);

    /// <summary>A block a second later with one batch of these items.</summary>
    internal ExpandedChain Next(params BundleItem[] items) => items.Length == 0 ? Next(Second) : Next(Second, Of(items));

    /// <summary>A block with these batches in this order.</summary>
    internal ExpandedChain Next(TimeSpan later, params Batch[] batches)
    {
        var timestamp = Now.Plus(later);
        var result = Expander.Expand(State, timestamp, [.. batches.Select(Certify)], batches, _law);
        var header = new BlockHeader
        {
            Network = _network.Genesis.NetworkId,
            Epoch = default,
            Height = State.Height.Next,
            View = State.View.Next,
            Parent = State.BlockHash,
            Timestamp = timestamp,
            Leader = default,
            BatchesRoot = default,
            RollupsRoot = result.RollupsRoot,
            OutcomesRoot = result.OutcomesRoot,
        };
        State = State.After(header, result);
        State.Window.Settle();
        Last = new ExpandedBlock(header, result);
        _placed.Add(Last.Placed());
        return this;
    }

    /// <summary>Goes on from a snapshot of the state.</summary>
    internal ExpandedChain Restore()
    {
        var snapshot = State.EncodeSnapshot();
        Assert.True(ChainState.TryRestore(_network.Genesis, snapshot, _placed, out var restored));
        Assert.Equal(snapshot, restored.EncodeSnapshot());
        State = restored;
        return this;
    }

    private Certificate Certify(Batch batch) => new()
    {
        Batch = batch.Header,
        Size = (uint)batch.Size,
        Entries = [new CertificateEntry(default, Now, default)],
    };
}
