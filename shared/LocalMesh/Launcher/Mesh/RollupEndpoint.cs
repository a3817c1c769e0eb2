using SharedSequencer.Launcher.Development;
using SharedSequencer.Primitives;

namespace SharedSequencer.Launcher.Mesh;

/// <summary>A demo rollup: its node and who owns it.</summary>
/// <param name="ProcessName">Name of the node's process on the mesh.</param>
/// <param name="ChainId">Chain id and rollup id, which are the same on a mesh of one machine.</param>
/// <param name="Node">JSON-RPC over HTTP.</param>
/// <param name="NodeWebSocket">JSON-RPC over WebSocket.</param>
public sealed record RollupEndpoint(string ProcessName, ulong ChainId, Uri Node, Uri NodeWebSocket)
{
    /// <summary>The key that registers the rollup.</summary>
    public PrivateKey OwnerKey() => DevelopmentKeys.Derive(DevelopmentRole.Owner, ChainId);

    /// <summary>Who attests the rollup's state and reports outcomes for bundles: the publisher, which drives its node.</summary>
    public static Address Reporter { get; } = DevelopmentKeys.AddressOf(DevelopmentRole.Reporter, 1);
}
