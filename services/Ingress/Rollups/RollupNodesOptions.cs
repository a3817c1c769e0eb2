namespace SharedSequencer.Ingress.Rollups;

/// <summary>Section <c>Rollups</c>: the operator's nodes by decimal rollup id.</summary>
internal sealed class RollupNodesOptions : Dictionary<string, RollupNodeOptions>
{
    public RollupNodeOptions? Find(ulong rollup) => this.GetValueOrDefault(rollup.ToString());
}
