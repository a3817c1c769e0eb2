using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace SharedSequencer.Primitives;

/// <summary>An Ethereum account address: 20 bytes, ordered as a big-endian number.</summary>
/// <remarks>Text form: <c>0x</c> and 40 hexadecimal digits. Reading ignores case; to insist on a correct
/// EIP-55 checksum use <see cref="HasValidChecksum"/>.</remarks>
[JsonConverter(typeof(AddressJsonConverter))]
public readonly struct Address : IEquatable<Address>, IComparable<Address>
{
    /// <summary>Length in bytes.</summary>
    public const int Size = 20;

    private readonly ulong _a;
    private readonly ulong _b;
    private readonly uint _c;

    /// <summary>Reads exactly <see cref="Size"/> bytes.</summary>
    /// <exception cref="ArgumentException">The span has another length.</exception>
    public Address(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Size)
            throw new ArgumentException($"An address has {Size} bytes, not {bytes.Length}.", nameof(bytes));
        _a = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        _b = BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);
        _c = BinaryPrimitives.ReadUInt32BigEndian(bytes[16..]);
    }

    /// <summary>20 zero bytes.</summary>
    public static Address Zero => default;

    /// <summary>Whether every byte is zero.</summary>
    public bool IsZero => (_a | _b | _c) == 0;

    /// <summary>The address of a public key: the last 20 bytes of the Keccak-256 of x‖y.</summary>
    /// <param name="point">64 bytes, x‖y without the 0x04 prefix.</param>
    /// <exception cref="ArgumentException">The span is not 64 bytes long.</exception>
    public static Address FromPublicKey(ReadOnlySpan<byte> point)
    {
        if (point.Length != 64)
            throw new ArgumentException("An uncompressed public key has 64 bytes.", nameof(point));
        Span<byte> digest = stackalloc byte[Hash256.Size];
        Keccak256.HashTo(point, digest);
        return new Address(digest[12..]);
    }

    /// <summary>Writes the 20 bytes to the start of <paramref name="destination"/>.</summary>
    public void CopyTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination, _a);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], _b);
        BinaryPrimitives.WriteUInt32BigEndian(destination[16..], _c);
    }

    /// <summary>A new array with the 20 bytes.</summary>
    public byte[] ToArray()
    {
        var bytes = new byte[Size];
        CopyTo(bytes);
        return bytes;
    }

    /// <summary>Reads the text form in any case; false for anything else.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Address address)
    {
        Span<byte> bytes = stackalloc byte[Size];
        var ok = Hex.TryDecodeExact(text, bytes);
        address = ok ? new Address(bytes) : default;
        return ok;
    }

    /// <summary>Reads the text form in any case.</summary>
    /// <exception cref="FormatException">The text is not <c>0x</c> and 40 hexadecimal digits.</exception>
    public static Address Parse(string text) =>
        TryParse(text, out var value)
            ? value
            : throw new FormatException("An address is 0x and 40 hex digits.");

    /// <summary>Whether the text is an address in exactly the mixed case that EIP-55 demands.</summary>
    public static bool HasValidChecksum(string text) =>
        TryParse(text, out var address) && address.ToChecksumString() == text;

    /// <summary>The lower-case text form.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Size];
        CopyTo(bytes);
        return Hex.Encode(bytes);
    }

    /// <summary>The mixed-case text form of EIP-55.</summary>
    public string ToChecksumString()
    {
        var lower = ToString();
        Span<byte> digits = stackalloc byte[2 * Size];
        for (var i = 0; i < digits.Length; i++)
            digits[i] = (byte)lower[i + 2];
        var digest = new byte[Hash256.Size];
        Keccak256.HashTo(digits, digest);
        return string.Create(lower.Length, (lower, digest), static (text, source) =>
        {
            source.lower.CopyTo(text);
            for (var i = 0; i < 2 * Size; i++)
            {
                var nibble = (source.digest[i / 2] >> (i % 2 == 0 ? 4 : 0)) & 0xf;
                if (nibble >= 8)
                    text[i + 2] = char.ToUpperInvariant(text[i + 2]);
            }
        });
    }

    /// <inheritdoc/>
    public bool Equals(Address other) => _a == other._a && _b == other._b && _c == other._c;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Address other && Equals(other);

    /// <inheritdoc/>
    /// <remarks>Seeded per process: addresses may be chosen by strangers.</remarks>
    public override int GetHashCode() => HashCode.Combine(_a, _b, _c);

    /// <inheritdoc/>
    public int CompareTo(Address other)
    {
        if (_a != other._a)
            return _a < other._a ? -1 : 1;
        if (_b != other._b)
            return _b < other._b ? -1 : 1;
        return _c.CompareTo(other._c);
    }

    /// <summary>Equality of all bytes.</summary>
    public static bool operator ==(Address left, Address right) => left.Equals(right);

    /// <summary>Inequality of any byte.</summary>
    public static bool operator !=(Address left, Address right) => !left.Equals(right);

    /// <summary>Order as big-endian numbers.</summary>
    public static bool operator <(Address left, Address right) => left.CompareTo(right) < 0;

    /// <summary>Order as big-endian numbers.</summary>
    public static bool operator >(Address left, Address right) => left.CompareTo(right) > 0;

    /// <summary>Order as big-endian numbers.</summary>
    public static bool operator <=(Address left, Address right) => left.CompareTo(right) <= 0;

    /// <summary>Order as big-endian numbers.</summary>
    public static bool operator >=(Address left, Address right) => left.CompareTo(right) >= 0;
}
