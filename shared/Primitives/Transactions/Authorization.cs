namespace SharedSequencer.Primitives;

/// <summary>An account's consent to run the code of another account (EIP-7702).</summary>
/// <remarks>The signature is carried as it came: an invalid authorization does not make the transaction
/// invalid, the rollup skips it.</remarks>
public sealed record Authorization
{
    private const byte Magic = 0x05;

    /// <summary>The chain it is good for; zero for any.</summary>
    public required UInt256 ChainId { get; init; }

    /// <summary>The account whose code is to run.</summary>
    public required Address Address { get; init; }

    /// <summary>The nonce that the consenting account must have.</summary>
    public required ulong Nonce { get; init; }

    /// <summary>Parity of y of the nonce point; 0 or 1 when valid.</summary>
    public required byte YParity { get; init; }

    /// <summary>r of the signature.</summary>
    public required UInt256 R { get; init; }

    /// <summary>s of the signature.</summary>
    public required UInt256 S { get; init; }

    /// <summary>Consents with a key.</summary>
    public static Authorization Sign(UInt256 chainId, Address address, ulong nonce, PrivateKey key)
    {
        var signature = key.Sign(Digest(chainId, address, nonce));
        return new Authorization
        {
            ChainId = chainId,
            Address = address,
            Nonce = nonce,
            YParity = (byte)(signature.V - 27),
            R = new UInt256(signature.R),
            S = new UInt256(signature.S),
        };
    }

    /// <summary>The account that consents; false for an invalid signature.</summary>
    public bool TryRecoverAuthority(out Address authority)
    {
        authority = default;
        return YParity <= 1 && Secp256k1.Current.TryRecover(
            Digest(ChainId, Address, Nonce),
            new Signature(R.ToHash(), S.ToHash(), (byte)(27 + YParity)),
            out authority);
    }

    private static Hash256 Digest(UInt256 chainId, in Address address, ulong nonce)
    {
        var writer = new RlpWriter();
        writer.WriteRaw([Magic]);
        writer.BeginList();
        writer.Write(chainId);
        writer.Write(address);
        writer.Write(nonce);
        writer.EndList();
        return Keccak256.Hash(writer.WrittenSpan);
    }
}
