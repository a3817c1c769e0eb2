using System.Text.Json.Serialization;

namespace SharedSequencer.Messages;

/// <summary>
/// A batch that asks for a place in its lane's queue. Numbers are decimal strings on the wire; times are
/// chain time in milliseconds; digests are 0x and 64 lower-case hex digits.
/// </summary>
[JsonNumberHandling(JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString)]
public sealed record AdmitRequest
{
    /// <summary>Digest of the batch: the key under which repeats are recognised.</summary>
    public required string Digest { get; init; }

    /// <summary>Address of the ingress that sealed it, 0x and 40 lower-case hex digits.</summary>
    public required string Ingress { get; init; }

    /// <summary>Position among the batches of this ingress and lane; the first is 1.</summary>
    public required ulong Sequence { get; init; }

    /// <summary>Digest of the batch before it in the same ingress and lane; zero for the first.</summary>
    public required string Predecessor { get; init; }

    /// <summary>When the predecessor expires: after that it need not be known any more. 0 for the first.</summary>
    public required ulong PredecessorNotAfter { get; init; }

    /// <summary>Encoded size in bytes.</summary>
    public required int Size { get; init; }

    /// <summary>When the batch expires.</summary>
    public required ulong NotAfter { get; init; }

    /// <summary>The network, 0x hex: a queue with state of another network starts anew.</summary>
    public required string Network { get; init; }

    /// <summary>
    /// Timestamp of the last final block: an actor has no clock of its own, so that a turn is repeatable.
    /// </summary>
    public required ulong ChainTime { get; init; }

    /// <summary>Whether the final state lets this ingress send to this lane.</summary>
    public required bool Active { get; init; }

    /// <summary>Whether the validator holds the predecessor or the chain has ordered it.</summary>
    public required bool PredecessorKnown { get; init; }
}
