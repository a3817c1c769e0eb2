namespace SharedSequencer.Client;

/// <summary>One JSON-RPC call.</summary>
/// <param name="Method">The method.</param>
/// <param name="Parameters">Positional parameters; each must be something System.Text.Json can write.</param>
public sealed record RpcCall(string Method, params IReadOnlyList<object?> Parameters);
