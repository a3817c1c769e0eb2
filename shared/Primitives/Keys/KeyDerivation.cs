using System.Numerics;
using System.Security.Cryptography;

namespace SharedSequencer.Primitives;

/// <summary>Derives the 32 bytes of a keystore from a password, within bounds: a keystore may come from
/// anywhere, and its parameters decide how much memory and time it costs.</summary>
internal static class KeyDerivation
{
    public const int Length = 32;
    public const string ScryptName = "scrypt";

    private const string Pbkdf2Name = "pbkdf2";
    private const string Pbkdf2Function = "hmac-sha256";
    private const int MaxSaltLength = 256;

    /// <summary>n·r and n·r·p of the standard strength are 2^21; 128·n·r bytes are needed.</summary>
    private const long MaxScryptBlocks = 1 << 22;

    private const int MaxPbkdf2Rounds = 10_000_000;

    public static KeystoreError TryDerive(
        string? kdf, KeystoreFile.KdfSection parameters, ReadOnlySpan<byte> password, out byte[] derived)
    {
        derived = [];
        if (!TryHex(parameters.Salt, out var salt) || salt.Length > MaxSaltLength
            || parameters.Length != Length)
            return KeystoreError.Malformed;
        return kdf switch
        {
            ScryptName => TryScrypt(parameters, salt, password, out derived),
            Pbkdf2Name => TryPbkdf2(parameters, salt, password, out derived),
            _ => KeystoreError.Unsupported,
        };
    }

    public static KeystoreFile.KdfSection Describe(ScryptCost cost, byte[] salt) => new()
    {
        Length = Length,
        Salt = Convert.ToHexStringLower(salt),
        ScryptN = cost.N,
        ScryptR = cost.R,
        ScryptP = cost.P,
    };

    private static KeystoreError TryScrypt(
        KeystoreFile.KdfSection parameters, byte[] salt, ReadOnlySpan<byte> password, out byte[] derived)
    {
        derived = [];
        if (parameters is not { ScryptN: > 1 and var n, ScryptR: > 0 and var r, ScryptP: > 0 and var p }
            || !BitOperations.IsPow2(n))
            return KeystoreError.Malformed;
        if ((decimal)n * r * p > MaxScryptBlocks)
            return KeystoreError.TooExpensive;
        derived = Scrypt.Derive(password, salt, new ScryptCost(n, r, p), Length);
        return KeystoreError.None;
    }

    private static KeystoreError TryPbkdf2(
        KeystoreFile.KdfSection parameters, byte[] salt, ReadOnlySpan<byte> password, out byte[] derived)
    {
        derived = [];
        if (parameters.Pbkdf2Rounds is not { } rounds || rounds <= 0)
            return KeystoreError.Malformed;
        if (parameters.Pbkdf2Function != Pbkdf2Function)
            return KeystoreError.Unsupported;
        if (rounds > MaxPbkdf2Rounds)
            return KeystoreError.TooExpensive;
        derived = Rfc2898DeriveBytes.Pbkdf2(password, salt, rounds, HashAlgorithmName.SHA256, Length);
        return KeystoreError.None;
    }

    public static bool TryHex(string? text, out byte[] bytes)
    {
        bytes = [];
        if (text is null || text.Length % 2 != 0)
            return false;
        bytes = new byte[text.Length / 2];
        return Convert.FromHexString(text, bytes, out _, out _) == System.Buffers.OperationStatus.Done;
    }
}
