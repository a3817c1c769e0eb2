using System.Text.Json;

namespace SharedSequencer.Client;

/// <summary>The answer to one call: a result or an error.</summary>
public readonly record struct RpcAnswer
{
    private RpcAnswer(JsonElement result, RpcError? error)
    {
        Result = result;
        Error = error;
    }

    /// <summary>The result; JSON null or undefined when there is an error.</summary>
    public JsonElement Result { get; }

    /// <summary>The error, when the call failed.</summary>
    public RpcError? Error { get; }

    /// <summary>The result, or the error as an exception.</summary>
    /// <exception cref="RpcException">The call failed.</exception>
    public JsonElement Require() => Error is null ? Result : throw new RpcException(Error);

    internal static RpcAnswer Read(JsonElement answer)
    {
        if (answer.ValueKind == JsonValueKind.Object)
        {
            if (answer.TryGetProperty("error", out var error))
            {
                return new RpcAnswer(default, RpcError.Read(error));
            }

            if (answer.TryGetProperty("result", out var result))
            {
                return new RpcAnswer(result, null);
            }
        }

        throw new UnexpectedAnswerException("The answer is neither a JSON-RPC result nor an error.");
    }
}
