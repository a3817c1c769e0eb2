using System.Text.Json;

namespace SharedSequencer.Client;

/// <summary>A JSON-RPC error object.</summary>
/// <param name="Code">By JSON-RPC 2.0, EIP-1474 and EIP-7966.</param>
/// <param name="Message">The text that wallets match on.</param>
/// <param name="Attachment">The error's <c>data</c>, when it has any.</param>
public sealed record RpcError(int Code, string Message, JsonElement? Attachment)
{
    /// <summary>The code of "limit exceeded": try again later.</summary>
    public const int LimitExceeded = -32005;

    internal static RpcError Read(JsonElement error)
    {
        if (error.ValueKind != JsonValueKind.Object
            || !error.TryGetProperty("code", out var code)
            || code.ValueKind != JsonValueKind.Number
            || !code.TryGetInt32(out var number))
        {
            throw JsonFields.Missing("code");
        }

        return new RpcError(
            number,
            JsonFields.Text(error, "message"),
            error.TryGetProperty("data", out var attachment) ? attachment : null);
    }
}
