namespace SharedSequencer.Primitives;

/// <summary>Keccak-256 as Ethereum uses it: the SHA-3 competition padding, not that of FIPS 202.</summary>
public static class Keccak256
{
    /// <summary>The digest of no bytes at all.</summary>
    public static Hash256 OfEmpty { get; } = Hash([]);

    /// <summary>The digest of a message.</summary>
    public static Hash256 Hash(ReadOnlySpan<byte> message)
    {
        var hasher = new KeccakHasher();
        hasher.Append(message);
        return hasher.Finish();
    }

    /// <summary>The digest of two pieces joined, without joining them.</summary>
    public static Hash256 Hash(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        var hasher = new KeccakHasher();
        hasher.Append(first);
        hasher.Append(second);
        return hasher.Finish();
    }

    /// <summary>Writes the 32-byte digest of a message to the start of <paramref name="digest"/>; the two
    /// may overlap.</summary>
    public static void HashTo(ReadOnlySpan<byte> message, Span<byte> digest)
    {
        var hasher = new KeccakHasher();
        hasher.Append(message);
        hasher.Finish(digest);
    }
}
