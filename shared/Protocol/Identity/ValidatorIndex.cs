namespace SharedSequencer.Protocol;

/// <summary>A member's place in its committee, counted from 0.</summary>
/// <param name="Value">The place.</param>
public readonly record struct ValidatorIndex(ushort Value)
{
    /// <summary>The decimal place.</summary>
    public override string ToString() => Value.ToString();
}
