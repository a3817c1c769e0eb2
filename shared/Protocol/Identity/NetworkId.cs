using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>
/// Names one deployment: the hash of its genesis. Every signed structure carries it, so that a signature made
/// for one network means nothing on another.
/// </summary>
/// <param name="Value">Keccak-256 of the genesis encoding.</param>
public readonly record struct NetworkId(Hash256 Value)
{
    /// <summary>The hash as 0x-prefixed hex.</summary>
    public override string ToString() => Value.ToString();
}
