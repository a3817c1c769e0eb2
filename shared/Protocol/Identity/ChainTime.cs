namespace SharedSequencer.Protocol;

/// <summary>A moment as block timestamps tell it: milliseconds since the Unix epoch.</summary>
/// <param name="Milliseconds">Milliseconds since 1970-01-01T00:00:00Z.</param>
public readonly record struct ChainTime(ulong Milliseconds) : IComparable<ChainTime>
{
    /// <summary>The chain time of a wall-clock moment; moments before 1970 become 0.</summary>
    public static ChainTime From(DateTimeOffset moment) =>
        new((ulong)Math.Max(0, moment.ToUnixTimeMilliseconds()));

    /// <summary>This moment plus <paramref name="span"/>; stays at the last moment instead of overflowing.</summary>
    public ChainTime Plus(TimeSpan span)
    {
        var milliseconds = (ulong)Math.Max(0, (long)span.TotalMilliseconds);
        return Milliseconds > ulong.MaxValue - milliseconds ? new(ulong.MaxValue) : new(Milliseconds + milliseconds);
    }

    /// <summary>This moment minus <paramref name="span"/>; stays at 0 instead of passing it.</summary>
    public ChainTime Minus(TimeSpan span)
    {
        var milliseconds = (ulong)Math.Max(0, (long)span.TotalMilliseconds);
        return new(Milliseconds < milliseconds ? 0 : Milliseconds - milliseconds);
    }

    /// <summary>The later of two moments.</summary>
    public static ChainTime Max(ChainTime left, ChainTime right) => left >= right ? left : right;

    /// <inheritdoc/>
    public int CompareTo(ChainTime other) => Milliseconds.CompareTo(other.Milliseconds);

    /// <summary>Whether <paramref name="left"/> is earlier.</summary>
    public static bool operator <(ChainTime left, ChainTime right) => left.Milliseconds < right.Milliseconds;

    /// <summary>Whether <paramref name="left"/> is later.</summary>
    public static bool operator >(ChainTime left, ChainTime right) => left.Milliseconds > right.Milliseconds;

    /// <summary>Whether <paramref name="left"/> is not later.</summary>
    public static bool operator <=(ChainTime left, ChainTime right) => left.Milliseconds <= right.Milliseconds;

    /// <summary>Whether <paramref name="left"/> is not earlier.</summary>
    public static bool operator >=(ChainTime left, ChainTime right) => left.Milliseconds >= right.Milliseconds;

    /// <summary>The decimal number of milliseconds.</summary>
    public override string ToString() => Milliseconds.ToString();
}
