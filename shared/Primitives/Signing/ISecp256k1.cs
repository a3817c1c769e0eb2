namespace SharedSequencer.Primitives;

/// <summary>Recoverable ECDSA over secp256k1, as Ethereum signs. Safe for use by many threads.</summary>
public interface ISecp256k1
{
    /// <summary>Name of the implementation, for logs and benchmarks.</summary>
    string Name { get; }

    /// <summary>The address whose key made a signature over a digest.</summary>
    /// <returns>False, never an exception, when v is not 27 or 28, r or s is zero or not below the group
    /// order,
    /// s is in the upper half (EIP-2), or no key can have made it.</returns>
    bool TryRecover(in Hash256 digest, in Signature signature, out Address signer);

    /// <summary>Signs a digest: deterministic nonce (RFC 6979, HMAC-SHA-256), low s, v 27 or 28.</summary>
    Signature Sign(in Hash256 digest, PrivateKey key);

    /// <summary>The address of a key.</summary>
    Address AddressFor(PrivateKey key);
}
