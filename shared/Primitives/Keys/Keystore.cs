using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace SharedSequencer.Primitives;

/// <summary>Encrypted private keys in the format that Ethereum wallets share: Web3 Secret Storage Definition,
/// version 3.</summary>
/// <remarks>Writes scrypt with AES-128-CTR; reads pbkdf2 too. The password is taken as its UTF-8 bytes. The
/// format's MAC does not cover the iv: of a keystore without its optional address, a changed iv gives another
/// key. Who knows the address to expect should compare it.</remarks>
public static class Keystore
{
    private const int Version = 3;
    private const string Cipher = "aes-128-ctr";
    private const int BlockSize = 16;

    /// <summary>Encrypts a key under a password.</summary>
    /// <returns>The JSON of the keystore; it contains the address in clear.</returns>
    public static string Encrypt(PrivateKey key, string password, ScryptStrength strength)
    {
        var isLight = strength == ScryptStrength.Light;
        var cost = isLight ? new ScryptCost(1 << 12, R: 8, P: 6) : new ScryptCost(1 << 18, R: 8, P: 1);
        var salt = RandomNumberGenerator.GetBytes(32);
        var derived = Scrypt.Derive(Encoding.UTF8.GetBytes(password), salt, cost, KeyDerivation.Length);
        var iv = RandomNumberGenerator.GetBytes(BlockSize);
        var cipherText = key.Secret.ToArray();
        ApplyCounterMode(derived, iv, cipherText);
        var crypto = new KeystoreFile.CryptoSection(
            Cipher,
            new KeystoreFile.CipherSection(Convert.ToHexStringLower(iv)),
            Convert.ToHexStringLower(cipherText),
            KeyDerivation.ScryptName,
            KeyDerivation.Describe(cost, salt),
            Convert.ToHexStringLower(MacOf(derived, cipherText)));
        CryptographicOperations.ZeroMemory(derived);
        var address = key.Address.ToString()[2..];
        return new KeystoreFile(address, crypto, Guid.NewGuid().ToString(), Version).ToJson();
    }

    /// <summary>Decrypts a keystore.</summary>
    /// <exception cref="InvalidDataException">It gives no key; the message names the
    /// <see cref="KeystoreError"/>.</exception>
    public static PrivateKey Decrypt(string json, string password) =>
        TryDecrypt(json, password, out var key, out var error)
            ? key
            : throw new InvalidDataException($"The keystore cannot be opened: {error}.");

    /// <summary>Decrypts a keystore.</summary>
    /// <returns>False with the reason; never an exception, and within bounded memory and time.</returns>
    public static bool TryDecrypt(
        string json, string password, [NotNullWhen(true)] out PrivateKey? key, out KeystoreError error)
    {
        key = null;
        var file = KeystoreFile.TryParse(json);
        error = file is null ? KeystoreError.Malformed : TryOpen(file, password, out key);
        return key is not null;
    }

    private static KeystoreError TryOpen(KeystoreFile file, string password, out PrivateKey? key)
    {
        key = null;
        if (file.Version != Version || file.Crypto.Cipher != Cipher)
            return KeystoreError.Unsupported;
        if (!KeyDerivation.TryHex(file.Crypto.CipherText, out var secret)
            || !KeyDerivation.TryHex(file.Crypto.CipherParams.Iv, out var iv)
            || !KeyDerivation.TryHex(file.Crypto.Mac, out var mac)
            || secret.Length != PrivateKey.Size || iv.Length != BlockSize || mac.Length != Hash256.Size)
            return KeystoreError.Malformed;
        var error = KeyDerivation.TryDerive(
            file.Crypto.Kdf, file.Crypto.KdfParams, Encoding.UTF8.GetBytes(password), out var derived);
        if (error != KeystoreError.None)
            return error;
        if (!CryptographicOperations.FixedTimeEquals(mac, MacOf(derived, secret)))
            return KeystoreError.WrongPassword;
        ApplyCounterMode(derived, iv, secret);
        CryptographicOperations.ZeroMemory(derived);
        var ok = PrivateKey.TryFromBytes(secret, out key);
        CryptographicOperations.ZeroMemory(secret);
        if (ok && IsAddressOf(file.Address, key))
            return KeystoreError.None;
        key?.Dispose();
        key = null;
        return KeystoreError.InvalidKey;
    }

    /// <summary>The address beside the key is optional and written with or without 0x.</summary>
    private static bool IsAddressOf(string? text, PrivateKey? key) =>
        text is null
        || (Address.TryParse(WithPrefix(text), out var address) && address == key?.Address);

    private static string WithPrefix(string text) =>
        text.StartsWith("0x", StringComparison.Ordinal) ? text : "0x" + text;

    private static byte[] MacOf(ReadOnlySpan<byte> derived, ReadOnlySpan<byte> cipherText) =>
        Keccak256.Hash(derived[BlockSize..], cipherText).ToArray();

    /// <summary>AES-128 in counter mode with the first half of the derived key: the same both ways.</summary>
    private static void ApplyCounterMode(
        ReadOnlySpan<byte> derived, ReadOnlySpan<byte> iv, Span<byte> content)
    {
        using var aes = Aes.Create();
        aes.SetKey(derived[..BlockSize]);
        Span<byte> counter = stackalloc byte[BlockSize];
        iv.CopyTo(counter);
        Span<byte> pad = stackalloc byte[BlockSize];
        for (; !content.IsEmpty; content = content[BlockSize..])
        {
            aes.EncryptEcb(counter, pad, PaddingMode.None);
            for (var i = 0; i < BlockSize; i++)
                content[i] ^= pad[i];
            Increment(counter);
        }
        CryptographicOperations.ZeroMemory(pad);
    }

    private static void Increment(Span<byte> counter)
    {
        for (var i = counter.Length - 1; i >= 0; i--)
        {
            if (++counter[i] != 0)
                return;
        }
    }
}
