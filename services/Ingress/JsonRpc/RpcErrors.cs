namespace SharedSequencer.Ingress.JsonRpc;

/// <summary>
/// The errors of the transport and the proxy, codes by JSON-RPC 2.0 and EIP-1474. What a wallet is told about a
/// transaction stands in <see cref="Transactions.VerdictTexts"/>.
/// </summary>
internal static class RpcErrors
{
    public const int LimitExceededCode = -32005;
    public const int UnavailableCode = -32002;
    public const int InvalidParamsCode = -32602;

    public static readonly RpcError Parse = new(-32700, "parse error");
    public static readonly RpcError TooDeep = new(-32700, "parse error: nested too deeply");
    public static readonly RpcError InvalidRequest = new(-32600, "invalid request");
    public static readonly RpcError EmptyBatch = new(-32600, "empty batch");
    public static readonly RpcError BatchTooLarge = new(-32600, "batch too large");
    public static readonly RpcError BodyTooLarge = new(-32600, "request body too large");
    public static readonly RpcError ContentType = new(-32600, "content type must be application/json");
    public static readonly RpcError HttpMethod = new(-32600, "use POST, or a WebSocket");
    public static readonly RpcError SlowBody = new(-32600, "request body arrived too slowly or not at all");
    public static readonly RpcError TooManyBodies = LimitExceeded("bytes of requests under way; send it again");
    public static readonly RpcError UnknownChain = new(-32001, "unknown chain id in the path");
    public static readonly RpcError RollupLeft = new(-32004, "the rollup has left the sequencer");
    public static readonly RpcError NoSubscriptions = new(-32601, "notifications not supported over HTTP");
    public static readonly RpcError NoNode = new(UnavailableCode, "no node is configured for this rollup");
    public static readonly RpcError NodeUnavailable = new(UnavailableCode, "the rollup's node does not answer");
    public static readonly RpcError JournalUnavailable =
        new(UnavailableCode, "the journal does not answer; send the transaction again");
    public static readonly RpcError JournalAway = new(UnavailableCode, "the journal does not answer");
    public static readonly RpcError Internal = new(-32603, "internal error");

    public static RpcError MethodNotFound(string method) =>
        new(-32601, $"the method {Shorten(method)} does not exist/is not available");

    public static RpcError InvalidParams(string detail) => new(InvalidParamsCode, detail);

    public static RpcError BlockTag(string tag) =>
        new(-32000, $"{tag} block not found: nothing is posted to L1 yet");

    public static RpcError LimitExceeded(string what) => new(LimitExceededCode, $"limit exceeded: {what}");

    private static string Shorten(string method) => method.Length <= 64 ? method : method[..64] + "…";
}
