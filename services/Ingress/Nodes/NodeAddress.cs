namespace SharedSequencer.Ingress.Nodes;

/// <summary>Where a rollup's node listens.</summary>
internal sealed record NodeAddress(ulong ChainId, Uri Http, Uri WebSocket);
