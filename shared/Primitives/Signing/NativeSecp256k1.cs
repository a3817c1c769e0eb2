using System.Security.Cryptography;

namespace SharedSequencer.Primitives;

/// <summary>secp256k1 by libsecp256k1, without allocation.</summary>
/// <remarks>One context serves all threads: it is written only while it is made, when it is blinded against
/// side channels by a random seed, and lives as long as the process.</remarks>
internal sealed unsafe class NativeSecp256k1 : ISecp256k1
{
    private readonly nint _context;

    private NativeSecp256k1(nint context) => _context = context;

    public string Name => NativeMethods.LibraryName;

    public static NativeSecp256k1 Create()
    {
        var context = NativeMethods.ContextCreate(NativeMethods.ContextNone);
        Span<byte> seed = stackalloc byte[32];
        RandomNumberGenerator.Fill(seed);
        fixed (byte* seedPointer = seed)
            Require(NativeMethods.ContextRandomize(context, seedPointer));
        CryptographicOperations.ZeroMemory(seed);
        return new NativeSecp256k1(context);
    }

    public bool TryRecover(in Hash256 digest, in Signature signature, out Address signer)
    {
        signer = default;
        if (signature.V is not (27 or 28) || !signature.HasLowS)
            return false;
        var input = stackalloc byte[Signature.Size];
        signature.CopyTo(new Span<byte>(input, Signature.Size));
        var parsed = stackalloc byte[NativeMethods.RecoverableSignatureSize];
        if (NativeMethods.ParseCompact(_context, parsed, input, signature.V - 27) != 1)
            return false;
        var message = stackalloc byte[Hash256.Size];
        digest.CopyTo(new Span<byte>(message, Hash256.Size));
        var publicKey = stackalloc byte[NativeMethods.PublicKeySize];
        if (NativeMethods.Recover(_context, publicKey, parsed, message) != 1)
            return false;
        signer = AddressOf(publicKey);
        return true;
    }

    public Signature Sign(in Hash256 digest, PrivateKey key)
    {
        var message = stackalloc byte[Hash256.Size];
        digest.CopyTo(new Span<byte>(message, Hash256.Size));
        var signed = stackalloc byte[NativeMethods.RecoverableSignatureSize];
        fixed (byte* secret = key.Secret)
            Require(NativeMethods.SignRecoverable(_context, signed, message, secret, 0, 0));
        var output = stackalloc byte[Signature.Size];
        int recoveryId;
        Require(NativeMethods.SerializeCompact(_context, output, &recoveryId, signed));
        output[Signature.Size - 1] = checked((byte)(27 + recoveryId));
        return new Signature(new ReadOnlySpan<byte>(output, Signature.Size));
    }

    public Address AddressFor(PrivateKey key)
    {
        var publicKey = stackalloc byte[NativeMethods.PublicKeySize];
        fixed (byte* secret = key.Secret)
            Require(NativeMethods.PublicKeyCreate(_context, publicKey, secret));
        return AddressOf(publicKey);
    }

    private Address AddressOf(byte* publicKey)
    {
        var output = stackalloc byte[NativeMethods.UncompressedSize];
        nuint length = NativeMethods.UncompressedSize;
        Require(NativeMethods.PublicKeySerialize(
            _context, output, &length, publicKey, NativeMethods.Uncompressed));
        return Address.FromPublicKey(new ReadOnlySpan<byte>(output + 1, NativeMethods.UncompressedSize - 1));
    }

    /// <summary>These calls cannot fail on a valid key; if one does, the library is broken.</summary>
    private static void Require(int result)
    {
        if (result != 1)
            throw new CryptographicException("libsecp256k1 refused a valid argument.");
    }
}
