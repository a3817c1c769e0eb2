using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace SharedSequencer.Primitives;

/// <summary>A recoverable secp256k1 signature: r‖s‖v, 65 bytes, v is 27 or 28.</summary>
/// <remarks>The type holds any 65 bytes; whether they are a signature is decided by
/// <see cref="ISecp256k1.TryRecover"/>, which also insists on a low s (EIP-2).</remarks>
[JsonConverter(typeof(SignatureJsonConverter))]
public readonly struct Signature : IEquatable<Signature>
{
    /// <summary>Length in bytes.</summary>
    public const int Size = 65;

    private const int VOffset = 64;

    private static readonly Hash256 HalfOrder =
        Hash256.Parse("0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0");

    private static readonly Hash256 Order =
        Hash256.Parse("0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141");

    /// <summary>Reads r‖s‖v.</summary>
    /// <exception cref="ArgumentException">The span is not <see cref="Size"/> bytes long.</exception>
    public Signature(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Size)
            throw new ArgumentException($"A signature has {Size} bytes, not {bytes.Length}.", nameof(bytes));
        R = new Hash256(bytes[..32]);
        S = new Hash256(bytes[32..VOffset]);
        V = bytes[VOffset];
    }

    /// <summary>Joins the parts; <paramref name="v"/> is 27 or 28 in a usable signature.</summary>
    public Signature(in Hash256 r, in Hash256 s, byte v)
    {
        R = r;
        S = s;
        V = v;
    }

    /// <summary>The x coordinate of the nonce point, modulo the group order.</summary>
    public Hash256 R { get; }

    /// <summary>The proof value.</summary>
    public Hash256 S { get; }

    /// <summary>27 for an even y of the nonce point, 28 for an odd one.</summary>
    public byte V { get; }

    /// <summary>Whether s is at most half the group order, so that the signature has no second
    /// form.</summary>
    public bool HasLowS => S <= HalfOrder;

    /// <summary>Whether r and s are both above zero and below the order of the group.</summary>
    public bool IsInRange => !R.IsZero && R < Order && !S.IsZero && S < Order;

    /// <summary>Writes r‖s‖v to the start of <paramref name="destination"/>.</summary>
    public void CopyTo(Span<byte> destination)
    {
        R.CopyTo(destination);
        S.CopyTo(destination[32..]);
        destination[VOffset] = V;
    }

    /// <summary>A new array with r‖s‖v.</summary>
    public byte[] ToArray()
    {
        var bytes = new byte[Size];
        CopyTo(bytes);
        return bytes;
    }

    /// <summary>Reads <c>0x</c> and 130 hexadecimal digits; false for anything else.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Signature signature)
    {
        Span<byte> bytes = stackalloc byte[Size];
        var ok = Hex.TryDecodeExact(text, bytes);
        signature = ok ? new Signature(bytes) : default;
        return ok;
    }

    /// <summary>Reads <c>0x</c> and 130 hexadecimal digits.</summary>
    /// <exception cref="FormatException">The text has another form.</exception>
    public static Signature Parse(string text) =>
        TryParse(text, out var value)
            ? value
            : throw new FormatException("A signature is 0x and 130 hex digits.");

    /// <inheritdoc/>
    public override string ToString() => Hex.Encode(ToArray());

    /// <inheritdoc/>
    public bool Equals(Signature other) => R == other.R && S == other.S && V == other.V;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Signature other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(R, S, V);

    /// <summary>Equality of all bytes.</summary>
    public static bool operator ==(Signature left, Signature right) => left.Equals(right);

    /// <summary>Inequality of any byte.</summary>
    public static bool operator !=(Signature left, Signature right) => !left.Equals(right);
}
