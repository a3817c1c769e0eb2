using System.Collections.Immutable;
using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>
/// What the chain up to one block determines: registry, positions of the lanes, placed transactions, bundles. A value of
/// its own per block, so that branches may coexist until one is final (R9).
/// </summary>
public sealed class ChainState
{
    private readonly ImmutableDictionary<IngressLane, LanePosition> _lanes;

    internal ChainState(
        Genesis genesis,
        BlockPosition position,
        RollupRegistry registry,
        ImmutableDictionary<IngressLane, LanePosition> lanes,
        PlacedWindow window,
        BundleBook bundles)
    {
        Genesis = genesis;
        Position = position;
        Registry = registry;
        _lanes = lanes;
        Window = window;
        Bundles = bundles;
    }

    /// <summary>The network's genesis.</summary>
    public Genesis Genesis { get; }

    /// <summary>The block this is the state after.</summary>
    public BlockPosition Position { get; }

    /// <summary>Height of the block.</summary>
    public Height Height => Position.Height;

    /// <summary>Hash of the block; at height 0 the network id.</summary>
    public Hash256 BlockHash => Position.Hash;

    /// <summary>Timestamp of the block.</summary>
    public ChainTime Timestamp => Position.Timestamp;

    /// <summary>View the block was proposed in.</summary>
    public View View => Position.View;

    /// <summary>Rollups and ingresses.</summary>
    public RollupRegistry Registry { get; }

    /// <summary>Transactions placed within W.</summary>
    public PlacedWindow Window { get; }

    /// <summary>What was decided about bundles, and what is open.</summary>
    public BundleBook Bundles { get; }

    /// <summary>The state at height 0.</summary>
    public static ChainState AtGenesis(Genesis genesis)
    {
        ArgumentNullException.ThrowIfNull(genesis);
        return new ChainState(
            genesis,
            new BlockPosition(default, genesis.NetworkId.Value, genesis.Time, default),
            RollupRegistry.Empty(genesis.Ingresses),
            ImmutableDictionary<IngressLane, LanePosition>.Empty,
            PlacedWindow.Empty(),
            BundleBook.Empty);
    }

    /// <summary>Where the chain stands in one ingress's lane.</summary>
    public LanePosition PositionOf(IngressLane lane) => _lanes.GetValueOrDefault(lane);

    /// <summary>
    /// Encodes everything but the window, which is as large as the traffic of eleven minutes and is kept by
    /// whoever stores the blocks. RLP [position, [rollup…], [ingress, lane, sequence, digest, effective time]…,
    /// bundles].
    /// </summary>
    public byte[] EncodeSnapshot() => ChainSnapshot.Encode(this, _lanes);

    /// <summary>Restores a snapshot.</summary>
    /// <param name="genesis">The network's genesis.</param>
    /// <param name="encoded">What <see cref="EncodeSnapshot"/> gave.</param>
    /// <param name="placed">
    /// What was placed, by block and in ascending order, in the blocks up to the snapshot's whose timestamp is
    /// within W of it.
    /// </param>
    /// <param name="state">The state.</param>
    public static bool TryRestore(
        Genesis genesis,
        ReadOnlySpan<byte> encoded,
        IEnumerable<PlacedInBlock> placed,
        [NotNullWhen(true)] out ChainState? state) => ChainSnapshot.TryDecode(genesis, encoded, placed, out state);

    /// <summary>What a block becomes once its header is known.</summary>
    internal ChainState After(BlockHeader header, ExpansionResult expansion) => new(
        Genesis, BlockPosition.Of(header), expansion.Registry, expansion.Lanes, expansion.Window, expansion.Bundles);

    internal ImmutableDictionary<IngressLane, LanePosition> Lanes => _lanes;
}
