namespace SharedSequencer.Ingress.JsonRpc;

/// <summary>A JSON-RPC error as a wallet sees it. <paramref name="Data"/> is text that goes out as a JSON string.</summary>
internal sealed record RpcError(int Code, string Message, string? Data = null);
