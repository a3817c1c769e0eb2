namespace SharedSequencer.Bundles.Storage;

/// <summary>
/// PostgreSQL has no unsigned integers: the same 64 bits are kept as a signed number. Equality survives for all
/// values; order only below 2^63, so only times, heights and numbers, which never get there, are compared.
/// </summary>
internal static class StoredNumber
{
    public static long Of(ulong value) => unchecked((long)value);

    public static ulong Read(long stored) => unchecked((ulong)stored);

    /// <summary>A time that a user chose: beyond the last moment that can be compared is that moment.</summary>
    public static long OfTime(ulong milliseconds) => (long)Math.Min(milliseconds, long.MaxValue);
}
