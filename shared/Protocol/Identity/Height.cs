namespace SharedSequencer.Protocol;

/// <summary>The place of a block in the final chain; the genesis state is height 0, the first block height 1.</summary>
/// <param name="Value">The plain number.</param>
public readonly record struct Height(ulong Value) : IComparable<Height>
{
    /// <summary>The one after this.</summary>
    /// <exception cref="OverflowException">This is the last number there is.</exception>
    public Height Next => new(checked(Value + 1));

    /// <summary>Whether this comes right after <paramref name="parent"/>; to be asked of heights that anybody may have made up.</summary>
    public bool Follows(Height parent) => Value > 0 && Value - 1 == parent.Value;

    /// <inheritdoc/>
    public int CompareTo(Height other) => Value.CompareTo(other.Value);

    /// <summary>Whether <paramref name="left"/> comes before <paramref name="right"/>.</summary>
    public static bool operator <(Height left, Height right) => left.Value < right.Value;

    /// <summary>Whether <paramref name="left"/> comes after <paramref name="right"/>.</summary>
    public static bool operator >(Height left, Height right) => left.Value > right.Value;

    /// <summary>Whether <paramref name="left"/> does not come after <paramref name="right"/>.</summary>
    public static bool operator <=(Height left, Height right) => left.Value <= right.Value;

    /// <summary>Whether <paramref name="left"/> does not come before <paramref name="right"/>.</summary>
    public static bool operator >=(Height left, Height right) => left.Value >= right.Value;

    /// <summary>The decimal number.</summary>
    public override string ToString() => Value.ToString();
}
