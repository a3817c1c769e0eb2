using SharedSequencer.Ingress.Lanes;
using SharedSequencer.Ingress.Nodes;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ingress.Rollups;

/// <summary>A registered rollup with its lane and, when the operator configured one, its node.</summary>
internal sealed record Rollup(RollupRecord Record, LaneState Lane, RollupNode? Node)
{
    public ulong ChainId => Record.ChainId;
}
