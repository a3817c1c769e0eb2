namespace SharedSequencer.Primitives;

/// <summary>Why a keystore gave no key.</summary>
public enum KeystoreError
{
    /// <summary>It gave its key.</summary>
    None,

    /// <summary>Not JSON, or members are missing, of the wrong kind or length.</summary>
    Malformed,

    /// <summary>Another version, cipher or key derivation than version 3, aes-128-ctr, scrypt or pbkdf2 with
    /// hmac-sha256.</summary>
    Unsupported,

    /// <summary>The derivation asks for more memory or work than any wallet uses.</summary>
    TooExpensive,

    /// <summary>The password is wrong, or the file was damaged.</summary>
    WrongPassword,

    /// <summary>What was decrypted is no private key, or not that of the address beside it.</summary>
    InvalidKey,
}
