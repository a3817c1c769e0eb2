using SharedSequencer.Primitives;

namespace SharedSequencer.Ingress.JsonRpc;

/// <summary>The answer to one call: a hash (the common case, without allocation), ready JSON text, or an error.</summary>
internal readonly struct RpcAnswer
{
    private RpcAnswer(Hash256 hash, ReadOnlyMemory<byte> json, RpcError? error, bool isHash)
    {
        Hash = hash;
        Json = json;
        Error = error;
        IsHash = isHash;
    }

    public Hash256 Hash { get; }

    /// <summary>The result as JSON text; empty stands for <c>null</c>.</summary>
    public ReadOnlyMemory<byte> Json { get; }

    public RpcError? Error { get; }

    public bool IsHash { get; }

    /// <summary>A ready error object of the rollup's node, passed on as it is.</summary>
    public ReadOnlyMemory<byte> ErrorJson { get; private init; }

    public static RpcAnswer Of(Hash256 hash) => new(hash, default, null, isHash: true);

    public static RpcAnswer Of(ReadOnlyMemory<byte> json) => new(default, json, null, isHash: false);

    public static RpcAnswer Of(RpcError error) => new(default, default, error, isHash: false);

    public static RpcAnswer OfNodeError(ReadOnlyMemory<byte> errorJson) =>
        new(default, default, null, isHash: false) { ErrorJson = errorJson };

    public static RpcAnswer Null => default;

    public bool IsFailure => Error is not null || !ErrorJson.IsEmpty;

    /// <summary>The client should slow down: the HTTP answer becomes 429.</summary>
    public bool IsOverLimit => Error?.Code == RpcErrors.LimitExceededCode;
}
