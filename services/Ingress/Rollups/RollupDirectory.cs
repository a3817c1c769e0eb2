using System.Collections.Frozen;
using System.Collections.Immutable;
using SharedSequencer.Ingress.Lanes;
using SharedSequencer.Ingress.Nodes;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ingress.Rollups;

/// <summary>
/// Which rollups exist: the registry operations of the final chain, replayed by the same rules that the chain's
/// expansion uses. Nobody has to be believed about it.
/// </summary>
internal sealed class RollupDirectory
{
    private readonly Genesis _genesis;
    private readonly LaneDirectory _lanes;
    private readonly RollupNodesOptions _options;
    private readonly Func<RollupNodeOptions, RollupNode> _connect;
    private readonly ILogger<RollupDirectory> _logger;
    private volatile FrozenDictionary<ulong, Rollup> _byChain = FrozenDictionary<ulong, Rollup>.Empty;
    private volatile ImmutableHashSet<(RollupId Rollup, Address Reporter)> _reporters = [];

    public RollupDirectory(
        Genesis genesis, LaneDirectory lanes, RollupNodesOptions options,
        Func<RollupNodeOptions, RollupNode> connect, ILogger<RollupDirectory> logger)
    {
        _genesis = genesis;
        _lanes = lanes;
        _options = options;
        _connect = connect;
        _logger = logger;
        Registry = ChainState.AtGenesis(genesis).Registry;
        SharedLane = lanes.GetOrAdd(new LaneIdentity(Lane.Shared, 0), judgesNonces: false);
    }

    /// <summary>The registry after the last final block. Heads are not followed here.</summary>
    public RollupRegistry Registry { get; private set; }

    /// <summary>The lane of registry operations.</summary>
    public LaneState SharedLane { get; }

    public IEnumerable<Rollup> All => _byChain.Values.OrderBy(static rollup => rollup.Record.Rollup);

    public Rollup? FindByChain(ulong chainId) => _byChain.GetValueOrDefault(chainId);

    public Rollup? Find(RollupId id) =>
        Registry.TryGet(id, out var record) ? FindByChain(record.ChainId) : null;

    public Rollup? Find(Lane lane) => lane.IsShared ? null : Find(lane.Rollup);

    /// <summary>
    /// Whether this was ever a rollup's reporter; of any rollup when none is named. A bundle goes on with the reporters that
    /// it was included with.
    /// </summary>
    public bool HasReported(RollupId? rollup, Address reporter) => rollup is { } one
        ? _reporters.Contains((one, reporter))
        : _reporters.Any(known => known.Reporter == reporter);

    /// <summary>What an operation would do now.</summary>
    public OutcomeCode Check(RollupOperation operation) =>
        OperationRules.Apply(Registry, operation, _genesis, out _);

    /// <summary>Applies an operation of the final chain. Called by one at a time, in the order of the chain.</summary>
    public OutcomeCode Apply(RollupOperation operation)
    {
        var code = OperationRules.Apply(Registry, operation, _genesis, out var next);
        if (code != OutcomeCode.Applied) return code;
        Registry = next;
        if (Registry.TryGet(operation.Rollup, out var record)) Publish(record);
        return code;
    }

    private void Publish(RollupRecord record)
    {
        if (record.HasReporter) _reporters = _reporters.Add((record.Rollup, record.Reporter));
        var options = _options.Find(record.Rollup.Value);
        var serves = options?.NodeUrl is not null && options.ChainId == record.ChainId;
        var known = FindByChain(record.ChainId);
        var lane = _lanes.GetOrAdd(new LaneIdentity(Lane.Of(record.Rollup), record.ChainId), serves);
        lane.SetActive(record.IsActive);
        var node = known is not null ? known.Node : serves ? _connect(options!) : null;
        var next = new Dictionary<ulong, Rollup>(_byChain) { [record.ChainId] = new Rollup(record, lane, node) };
        _byChain = next.ToFrozenDictionary();
        _logger.RollupChanged(record.Rollup.Value, record.ChainId, record.Head.Status.ToString());
    }
}
