namespace SharedSequencer.Ingress.Rollups;

/// <summary>One rollup's node, as the operator configured it: <c>Rollups__{rollupId}__…</c>.</summary>
internal sealed class RollupNodeOptions
{
    /// <summary>EIP-155 chain id; must be the registered one.</summary>
    public ulong ChainId { get; set; }

    /// <summary>HTTP JSON-RPC of the node; without it only own methods work and nonces are not judged.</summary>
    public string? NodeUrl { get; set; }

    /// <summary>Its WebSocket; by default <see cref="NodeUrl"/> with the scheme ws.</summary>
    public string? NodeWebSocketUrl { get; set; }

    public Uri? Http => NodeUrl is null ? null : new Uri(NodeUrl);

    public Uri? WebSocket
    {
        get
        {
            if (NodeWebSocketUrl is not null) return new Uri(NodeWebSocketUrl);
            if (Http is not { } http) return null;
            return new UriBuilder(http) { Scheme = http.Scheme == Uri.UriSchemeHttps ? "wss" : "ws" }.Uri;
        }
    }
}
