using System.Text.Json.Serialization;

namespace SharedSequencer.Messages;

/// <summary>A batch that the chain has ordered.</summary>
/// <param name="Digest">Its digest, 0x hex.</param>
/// <param name="Ingress">Its ingress, 0x hex.</param>
/// <param name="Sequence">Its sequence within ingress and lane; a decimal string on the wire.</param>
[JsonNumberHandling(JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString)]
public sealed record OrderedBatch(string Digest, string Ingress, ulong Sequence);
