using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>
/// A registry change signed by a rollup's owner (R24). It takes effect through the ordered log, from the height
/// after the block that holds it. Encoding: RLP [network, kind, rollup, chainId, owner, reporter, nonce, signature,
/// grant], grant empty or [epoch, [[validator, signature]…]].
/// </summary>
public sealed record RollupOperation
{
    private static readonly Hash256 TypeHash = Eip712Struct.TypeHash(
        "RollupOperation(bytes32 network,uint8 kind,uint64 rollup,uint64 chainId,address owner,address reporter,uint64 nonce)");

    /// <summary>The network it is meant for.</summary>
    public required NetworkId Network { get; init; }

    /// <summary>What is asked.</summary>
    public required OperationKind Kind { get; init; }

    /// <summary>The rollup it is about.</summary>
    public required RollupId Rollup { get; init; }

    /// <summary>The rollup's EIP-155 chain id; fixed at the first registration.</summary>
    public required ulong ChainId { get; init; }

    /// <summary>The owner from then on. All but an Update are signed by it; an Update by the owner before.</summary>
    public required Address Owner { get; init; }

    /// <summary>
    /// Who attests the rollup's state and reports what became of transactions from then on; zero for nobody. A Leave
    /// changes nothing about it and carries zero.
    /// </summary>
    public Address Reporter { get; init; }

    /// <summary>Exactly the previous operation's nonce plus one; the first is 1. It survives leaving.</summary>
    public required ulong Nonce { get; init; }

    /// <summary>The owner's signature of <see cref="Digest"/>.</summary>
    public Signature Signature { get; init; }

    /// <summary>The committee's leave for a first registration that genesis does not list.</summary>
    public GrantProof? Grant { get; init; }

    /// <summary>What the owner signs, and the operation's name in outcomes.</summary>
    public Hash256 Digest() => SigningDomain.Digest(new Eip712Struct(TypeHash)
        .Add(Network.Value)
        .Add((ulong)Kind)
        .Add(Rollup.Value)
        .Add(ChainId)
        .Add(Owner)
        .Add(Reporter)
        .Add(Nonce)
        .Hash());

    /// <summary>The same operation, signed.</summary>
    public RollupOperation SignedBy(PrivateKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return this with { Signature = key.Sign(Digest()) };
    }

    /// <summary>Who signed, when the signature is one with low s.</summary>
    public bool TryRecoverSigner(out Address signer)
    {
        signer = default;
        return Signature.HasLowS && Secp256k1.Current.TryRecover(Digest(), Signature, out signer);
    }

    /// <summary>The canonical encoding.</summary>
    public byte[] Encode()
    {
        var writer = new RlpWriter();
        writer.BeginList();
        writer.Write(Network.Value);
        writer.Write((ulong)Kind);
        writer.Write(Rollup.Value);
        writer.Write(ChainId);
        writer.Write(Owner);
        writer.Write(Reporter);
        writer.Write(Nonce);
        writer.Write(Signature);
        writer.BeginList();
        if (Grant is not null)
        {
            writer.Write(Grant.Epoch.Value);
            VoteSignatures.Write(writer, Grant.Signatures);
        }

        writer.EndList();
        writer.EndList();
        return writer.ToArray();
    }

    /// <summary>Decodes <see cref="Encode"/>; checks form and bounds, no rule and no signature.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> encoded, [NotNullWhen(true)] out RollupOperation? operation)
    {
        operation = null;
        var reader = new RlpReader(encoded);
        if (!reader.TryReadList(out var fields)
            || !reader.AtEnd
            || !fields.TryReadHash(out var network)
            || !fields.TryReadUInt64(out var kind)
            || kind is 0 or > (ulong)OperationKind.Leave
            || !fields.TryReadUInt64(out var rollup)
            || rollup == 0
            || !fields.TryReadUInt64(out var chainId)
            || !fields.TryReadAddress(out var owner)
            || !fields.TryReadAddress(out var reporter)
            || !fields.TryReadUInt64(out var nonce)
            || !fields.TryReadSignature(out var signature)
            || !TryReadGrant(ref fields, out var grant)
            || !fields.AtEnd)
        {
            return false;
        }

        operation = new RollupOperation
        {
            Network = new NetworkId(network),
            Kind = (OperationKind)kind,
            Rollup = new RollupId(rollup),
            ChainId = chainId,
            Owner = owner,
            Reporter = reporter,
            Nonce = nonce,
            Signature = signature,
            Grant = grant,
        };
        return true;
    }

    private static bool TryReadGrant(ref RlpReader fields, out GrantProof? grant)
    {
        grant = null;
        if (!fields.TryReadList(out var list))
        {
            return false;
        }

        if (list.AtEnd)
        {
            return true;
        }

        if (!list.TryReadUInt64(out var epoch) || !VoteSignatures.TryRead(ref list, out var signatures) || !list.AtEnd)
        {
            return false;
        }

        grant = new GrantProof(new Epoch(epoch), signatures);
        return true;
    }
}
