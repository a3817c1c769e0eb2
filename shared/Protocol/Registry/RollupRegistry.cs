using System.Collections.Immutable;
using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>
/// The registered rollups and the known ingresses: an immutable value, a pure function of the chain. Changes act
/// from the next height (R9).
/// </summary>
public sealed class RollupRegistry
{
    private readonly ImmutableSortedDictionary<RollupId, RollupRecord> _rollups;
    private readonly ImmutableDictionary<ulong, RollupId> _chainIds;
    private readonly ImmutableHashSet<Address> _ingresses;

    private RollupRegistry(
        ImmutableSortedDictionary<RollupId, RollupRecord> rollups,
        ImmutableDictionary<ulong, RollupId> chainIds,
        ImmutableHashSet<Address> ingresses)
    {
        _rollups = rollups;
        _chainIds = chainIds;
        _ingresses = ingresses;
    }

    /// <summary>Every rollup that was ever registered, by ascending id.</summary>
    public IEnumerable<RollupRecord> Rollups => _rollups.Values;

    /// <summary>How many rollups were ever registered.</summary>
    public int Count => _rollups.Count;

    /// <summary>Looks a rollup up by id.</summary>
    public bool TryGet(RollupId rollup, [NotNullWhen(true)] out RollupRecord? record) =>
        _rollups.TryGetValue(rollup, out record);

    /// <summary>Looks a rollup up by its EIP-155 chain id.</summary>
    public bool TryGetByChainId(ulong chainId, [NotNullWhen(true)] out RollupRecord? record)
    {
        record = null;
        return _chainIds.TryGetValue(chainId, out var rollup) && _rollups.TryGetValue(rollup, out record);
    }

    /// <summary>Whether batches of this ingress are taken (R1).</summary>
    public bool IsIngress(Address address) => _ingresses.Contains(address);

    /// <summary>Whether a batch of this lane may be acknowledged now (R2).</summary>
    public bool IsActive(Lane lane) => lane.IsShared || (TryGet(lane.Rollup, out var record) && record.IsActive);

    /// <summary>The heads of all rollups by ascending id: the leaves of <see cref="BlockHeader.RollupsRoot"/>.</summary>
    public IReadOnlyList<RollupHead> Heads() => [.. _rollups.Values.Select(record => record.Head)];

    /// <summary>The root a header must carry for this registry.</summary>
    public Hash256 Root() => MerkleTree.Root(LeafHashes());

    /// <summary>Leaf hashes of all heads by ascending id.</summary>
    internal Hash256[] LeafHashes()
    {
        var leaves = new Hash256[_rollups.Count];
        var i = 0;
        foreach (var record in _rollups.Values)
        {
            leaves[i++] = record.LeafHash;
        }

        return leaves;
    }

    internal static RollupRegistry Empty(IEnumerable<Address> ingresses) => new(
        ImmutableSortedDictionary<RollupId, RollupRecord>.Empty,
        ImmutableDictionary<ulong, RollupId>.Empty,
        [.. ingresses]);

    internal RollupRegistry With(RollupRecord record) => new(
        _rollups.SetItem(record.Rollup, record),
        _chainIds.SetItem(record.ChainId, record.Rollup),
        _ingresses);
}
