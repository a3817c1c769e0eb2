using System.Text.Json;

namespace SharedSequencer.Publisher.Drivers.EvmRpc;

/// <summary>One JSON-RPC call.</summary>
/// <param name="Method">Method name.</param>
/// <param name="WriteParameters">Writes the items of the parameter array; null for none.</param>
internal readonly record struct RpcCall(string Method, Action<Utf8JsonWriter>? WriteParameters = null);
