namespace SharedSequencer.Protocol;

/// <summary>One attempt to extend the chain, with one leader (R12). Views of an epoch start at 1; 0 means that none was entered.</summary>
/// <param name="Value">The plain number.</param>
public readonly record struct View(ulong Value) : IComparable<View>
{
    /// <summary>The one after this.</summary>
    /// <exception cref="OverflowException">This is the last number there is.</exception>
    public View Next => new(checked(Value + 1));

    /// <summary>The later of two views.</summary>
    public static View Max(View left, View right) => left >= right ? left : right;

    /// <inheritdoc/>
    public int CompareTo(View other) => Value.CompareTo(other.Value);

    /// <summary>Whether <paramref name="left"/> comes before <paramref name="right"/>.</summary>
    public static bool operator <(View left, View right) => left.Value < right.Value;

    /// <summary>Whether <paramref name="left"/> comes after <paramref name="right"/>.</summary>
    public static bool operator >(View left, View right) => left.Value > right.Value;

    /// <summary>Whether <paramref name="left"/> does not come after <paramref name="right"/>.</summary>
    public static bool operator <=(View left, View right) => left.Value <= right.Value;

    /// <summary>Whether <paramref name="left"/> does not come before <paramref name="right"/>.</summary>
    public static bool operator >=(View left, View right) => left.Value >= right.Value;

    /// <summary>The decimal number.</summary>
    public override string ToString() => Value.ToString();
}
