using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace SharedSequencer.Primitives;

/// <summary>A secp256k1 private key. Never prints its secret; disposing wipes it.</summary>
public sealed class PrivateKey : IDisposable
{
    /// <summary>Length of the secret in bytes.</summary>
    public const int Size = 32;

    private static readonly Hash256 GroupOrder =
        Hash256.Parse("0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141");

    private readonly ISecp256k1 _secp256k1;
    private readonly byte[] _secret;
    private bool _disposed;

    private PrivateKey(ReadOnlySpan<byte> secret, ISecp256k1 secp256k1)
    {
        // Pinned, so that the collector leaves no copies behind.
        _secret = GC.AllocateUninitializedArray<byte>(Size, pinned: true);
        secret.CopyTo(_secret);
        _secp256k1 = secp256k1;
        Address = secp256k1.AddressFor(this);
    }

    /// <summary>The address that this key controls.</summary>
    public Address Address { get; }

    /// <summary>The 32 bytes, for the implementations of signing and the keystore.</summary>
    internal ReadOnlySpan<byte> Secret
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _secret;
        }
    }

    /// <summary>Takes a copy of 32 big-endian bytes.</summary>
    /// <exception cref="ArgumentException">Wrong length, zero, or not below the group order.</exception>
    public static PrivateKey FromBytes(ReadOnlySpan<byte> secret) => FromBytes(secret, Secp256k1.Current);

    /// <summary>Reads <c>0x</c> and 64 hexadecimal digits. The text itself stays in memory: for
    /// development keys and tests.</summary>
    /// <exception cref="FormatException">Another form, zero, or not below the group order.</exception>
    public static PrivateKey Parse(string text) =>
        TryParse(text, out var key) ? key : throw new FormatException("Not 0x and 64 digits of a valid key.");

    /// <summary>Reads <c>0x</c> and 64 hexadecimal digits; false for anything else or an invalid
    /// key.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out PrivateKey? key)
    {
        Span<byte> secret = stackalloc byte[Size];
        key = null;
        var ok = Hex.TryDecodeExact(text, secret) && TryFromBytes(secret, out key);
        CryptographicOperations.ZeroMemory(secret);
        return ok;
    }

    /// <summary>Draws a key.</summary>
    public static PrivateKey Generate(RandomNumberGenerator generator)
    {
        Span<byte> secret = stackalloc byte[Size];
        do
            generator.GetBytes(secret);
        while (!IsValid(secret));
        var key = FromBytes(secret);
        CryptographicOperations.ZeroMemory(secret);
        return key;
    }

    /// <summary>Signs a digest: deterministic, low s, v 27 or 28.</summary>
    /// <exception cref="ObjectDisposedException">The key was wiped.</exception>
    public Signature Sign(in Hash256 digest) => _secp256k1.Sign(digest, this);

    /// <summary>Wipes the secret. No other thread may be signing.</summary>
    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(_secret);
        _disposed = true;
    }

    /// <summary>The address; never the secret.</summary>
    public override string ToString() => Address.ToString();

    /// <summary>Takes a copy of 32 big-endian bytes; false when they are no valid key.</summary>
    public static bool TryFromBytes(ReadOnlySpan<byte> secret, [NotNullWhen(true)] out PrivateKey? key)
    {
        key = IsValid(secret) ? FromBytes(secret) : null;
        return key is not null;
    }

    internal static PrivateKey FromBytes(ReadOnlySpan<byte> secret, ISecp256k1 secp256k1)
    {
        if (!IsValid(secret))
            throw new ArgumentException("A private key is 32 bytes, not zero, below the group order.");
        return new PrivateKey(secret, secp256k1);
    }

    private static bool IsValid(ReadOnlySpan<byte> secret) =>
        secret.Length == Size && new Hash256(secret) is { IsZero: false } number && number < GroupOrder;
}
