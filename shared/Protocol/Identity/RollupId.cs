namespace SharedSequencer.Protocol;

/// <summary>Names a registered rollup. Not its EIP-155 chain id, which is an attribute of the registration.</summary>
/// <param name="Value">The plain number; 0 names no rollup (see <see cref="Lane.Shared"/>).</param>
public readonly record struct RollupId(ulong Value) : IComparable<RollupId>
{
    /// <inheritdoc/>
    public int CompareTo(RollupId other) => Value.CompareTo(other.Value);

    /// <summary>Whether <paramref name="left"/> is the smaller id.</summary>
    public static bool operator <(RollupId left, RollupId right) => left.Value < right.Value;

    /// <summary>Whether <paramref name="left"/> is the greater id.</summary>
    public static bool operator >(RollupId left, RollupId right) => left.Value > right.Value;

    /// <summary>Whether <paramref name="left"/> is not the greater id.</summary>
    public static bool operator <=(RollupId left, RollupId right) => left.Value <= right.Value;

    /// <summary>Whether <paramref name="left"/> is not the smaller id.</summary>
    public static bool operator >=(RollupId left, RollupId right) => left.Value >= right.Value;

    /// <summary>The decimal number, as in paths, topics and actor ids.</summary>
    public override string ToString() => Value.ToString();
}
