using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>
/// A validator's word that a transport key is its own: TLS stacks refuse secp256k1, so a connection is made with
/// another key and this ties the two. Encoding: RLP [epoch, validator, key, signature].
/// </summary>
public sealed record PeerIdentity
{
    private static readonly Hash256 TypeHash = Eip712Struct.TypeHash(
        "PeerIdentity(bytes32 network,uint64 epoch,bytes32 key)");

    /// <summary>The epoch it counts in.</summary>
    public required Epoch Epoch { get; init; }

    /// <summary>Whose key it is.</summary>
    public required ValidatorIndex Validator { get; init; }

    /// <summary>Keccak-256 of the transport key as SubjectPublicKeyInfo (RFC 5280).</summary>
    public required Hash256 Key { get; init; }

    /// <summary>The validator's signature of <see cref="Digest"/>.</summary>
    public required Signature Signature { get; init; }

    /// <summary>Vouches for a transport key.</summary>
    /// <param name="publicKey">The key as SubjectPublicKeyInfo.</param>
    /// <param name="network">The network.</param>
    /// <param name="signer">The validator.</param>
    public static PeerIdentity Sign(ReadOnlySpan<byte> publicKey, NetworkId network, ValidatorSigner signer)
    {
        ArgumentNullException.ThrowIfNull(signer);
        var key = Keccak256.Hash(publicKey);
        return new PeerIdentity
        {
            Epoch = signer.Epoch,
            Validator = signer.Index,
            Key = key,
            Signature = signer.Key.Sign(Digest(network, signer.Epoch, key)),
        };
    }

    /// <summary>What a validator signs.</summary>
    public static Hash256 Digest(NetworkId network, Epoch epoch, in Hash256 key) =>
        SigningDomain.Digest(new Eip712Struct(TypeHash).Add(network.Value).Add(epoch.Value).Add(key).Hash());

    /// <summary>Whether a member of the committee vouches for this transport key.</summary>
    /// <param name="publicKey">The key of the connection as SubjectPublicKeyInfo.</param>
    /// <param name="genesis">Network and committee.</param>
    public bool IsValid(ReadOnlySpan<byte> publicKey, Genesis genesis)
    {
        ArgumentNullException.ThrowIfNull(genesis);
        return Epoch == genesis.Committee.Epoch
            && genesis.Committee.Contains(Validator)
            && Key == Keccak256.Hash(publicKey)
            && RlpFields.IsSignedBy(
                Digest(genesis.NetworkId, Epoch, Key), Signature, genesis.Committee[Validator].Address);
    }

    /// <summary>The canonical encoding.</summary>
    public byte[] Encode()
    {
        var writer = new RlpWriter();
        writer.BeginList();
        writer.Write(Epoch.Value);
        writer.Write((ulong)Validator.Value);
        writer.Write(Key);
        writer.Write(Signature);
        writer.EndList();
        return writer.ToArray();
    }

    /// <summary>Decodes <see cref="Encode"/>; checks form, not the signature.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> encoded, [NotNullWhen(true)] out PeerIdentity? identity)
    {
        identity = null;
        var reader = new RlpReader(encoded);
        if (!reader.TryReadList(out var fields)
            || !reader.AtEnd
            || !fields.TryReadUInt64(out var epoch)
            || !RlpFields.TryReadUInt16(ref fields, out var validator)
            || !fields.TryReadHash(out var key)
            || !fields.TryReadSignature(out var signature)
            || !fields.AtEnd)
        {
            return false;
        }

        identity = new PeerIdentity
        {
            Epoch = new Epoch(epoch),
            Validator = new ValidatorIndex(validator),
            Key = key,
            Signature = signature,
        };
        return true;
    }
}
