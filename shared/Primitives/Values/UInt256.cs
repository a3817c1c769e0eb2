using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Text.Json.Serialization;

namespace SharedSequencer.Primitives;

/// <summary>An unsigned 256-bit number, as the EVM counts wei, fees and values.</summary>
/// <remarks>Carries and compares; for arithmetic convert to <see cref="BigInteger"/>, which cannot
/// overflow. In JSON it is a decimal string.</remarks>
[JsonConverter(typeof(UInt256JsonConverter))]
public readonly struct UInt256 : IEquatable<UInt256>, IComparable<UInt256>
{
    /// <summary>Length of the full big-endian form in bytes.</summary>
    public const int Size = 32;

    private readonly Hash256 _value;

    /// <summary>Reads a big-endian number of at most 32 bytes; no byte at all is zero.</summary>
    /// <exception cref="ArgumentException">The span is longer than 32 bytes.</exception>
    public UInt256(ReadOnlySpan<byte> bigEndian)
    {
        if (bigEndian.Length > Size)
            throw new ArgumentException($"At most {Size} bytes, not {bigEndian.Length}.", nameof(bigEndian));
        Span<byte> full = stackalloc byte[Size];
        full.Clear();
        bigEndian.CopyTo(full[(Size - bigEndian.Length)..]);
        _value = new Hash256(full);
    }

    /// <summary>The number that 32 big-endian bytes mean.</summary>
    public UInt256(in Hash256 bigEndian) => _value = bigEndian;

    /// <summary>Zero.</summary>
    public static UInt256 Zero => default;

    /// <summary>2^256 − 1.</summary>
    public static UInt256 MaxValue { get; } = FromBigInteger((BigInteger.One << 256) - 1);

    /// <summary>Whether the number is zero.</summary>
    public bool IsZero => _value.IsZero;

    /// <summary>Converts a number in range.</summary>
    /// <exception cref="OverflowException">The number is negative or above
    /// <see cref="MaxValue"/>.</exception>
    public static UInt256 FromBigInteger(BigInteger value)
    {
        Span<byte> bytes = stackalloc byte[Size];
        if (value.Sign < 0 || !value.TryWriteBytes(bytes, out var written, true, isBigEndian: true))
            throw new OverflowException("The number does not fit into 256 unsigned bits.");
        return new UInt256(bytes[..written]);
    }

    /// <summary>Reads a decimal number without sign or separators; false for anything else.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out UInt256 value)
    {
        value = default;
        if (text is null or { Length: 0 or > 78 } || text.AsSpan().ContainsAnyExceptInRange('0', '9'))
            return false;
        var number = BigInteger.Parse(text);
        if (number.GetBitLength() > 8 * Size)
            return false;
        value = FromBigInteger(number);
        return true;
    }

    /// <summary>Reads a decimal number without sign or separators.</summary>
    /// <exception cref="FormatException">Another form, or above <see cref="MaxValue"/>.</exception>
    public static UInt256 Parse(string text) =>
        TryParse(text, out var value) ? value : throw new FormatException("Not a decimal of 256 bits.");

    /// <summary>Reads a JSON-RPC quantity (<c>0x</c>, shortest form); false for anything else.</summary>
    public static bool TryParseHex(ReadOnlySpan<char> quantity, out UInt256 value)
    {
        value = default;
        Span<byte> full = stackalloc byte[Size];
        if (!Hex.TryDecodeQuantity(quantity, full))
            return false;
        value = new UInt256(full);
        return true;
    }

    /// <summary>Whether the number fits into 64 bits, and that number.</summary>
    public bool TryToUInt64(out ulong value)
    {
        Span<byte> bytes = stackalloc byte[Size];
        CopyTo(bytes);
        value = BinaryPrimitives.ReadUInt64BigEndian(bytes[24..]);
        return !bytes[..24].ContainsAnyExcept((byte)0);
    }

    /// <summary>The same number for arithmetic.</summary>
    public BigInteger ToBigInteger()
    {
        Span<byte> bytes = stackalloc byte[Size];
        CopyTo(bytes);
        return new BigInteger(bytes, isUnsigned: true, isBigEndian: true);
    }

    /// <summary>Writes 32 big-endian bytes to the start of <paramref name="destination"/>.</summary>
    public void CopyTo(Span<byte> destination) => _value.CopyTo(destination);

    /// <summary>The same 32 big-endian bytes as a hash.</summary>
    public Hash256 ToHash() => _value;

    /// <summary>A new array of 32 big-endian bytes.</summary>
    public byte[] ToArray() => _value.ToArray();

    /// <summary>The decimal form.</summary>
    public override string ToString() => ToBigInteger().ToString();

    /// <summary>The JSON-RPC quantity: <c>0x</c> without leading zeros, <c>0x0</c> for zero.</summary>
    public string ToHex()
    {
        Span<byte> bytes = stackalloc byte[Size];
        CopyTo(bytes);
        return Hex.EncodeQuantity(bytes);
    }

    /// <inheritdoc/>
    public bool Equals(UInt256 other) => _value == other._value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is UInt256 other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _value.GetHashCode();

    /// <inheritdoc/>
    public int CompareTo(UInt256 other) => _value.CompareTo(other._value);

    /// <summary>Every 64-bit number is a 256-bit number.</summary>
    public static implicit operator UInt256(ulong value) => FromUInt64(value);

    /// <summary>Every 64-bit number is a 256-bit number.</summary>
    public static UInt256 FromUInt64(ulong value)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, value);
        return new UInt256(bytes);
    }

    /// <summary>Equality of the numbers.</summary>
    public static bool operator ==(UInt256 left, UInt256 right) => left.Equals(right);

    /// <summary>Inequality of the numbers.</summary>
    public static bool operator !=(UInt256 left, UInt256 right) => !left.Equals(right);

    /// <summary>Order of the numbers.</summary>
    public static bool operator <(UInt256 left, UInt256 right) => left.CompareTo(right) < 0;

    /// <summary>Order of the numbers.</summary>
    public static bool operator >(UInt256 left, UInt256 right) => left.CompareTo(right) > 0;

    /// <summary>Order of the numbers.</summary>
    public static bool operator <=(UInt256 left, UInt256 right) => left.CompareTo(right) <= 0;

    /// <summary>Order of the numbers.</summary>
    public static bool operator >=(UInt256 left, UInt256 right) => left.CompareTo(right) >= 0;
}
