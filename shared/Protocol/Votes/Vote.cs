using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>One validator's signed vote in one view.</summary>
public sealed record Vote
{
    private static readonly Hash256 TypeHash = Eip712Struct.TypeHash(
        "Vote(bytes32 network,uint64 epoch,uint8 kind,uint64 view,bytes32 block)");

    /// <summary>Which of the three votes.</summary>
    public required VoteKind Kind { get; init; }

    /// <summary>The epoch it counts in.</summary>
    public required Epoch Epoch { get; init; }

    /// <summary>The view it is for.</summary>
    public required View View { get; init; }

    /// <summary>Hash of the block header; zero for a Nullify.</summary>
    public required Hash256 Block { get; init; }

    /// <summary>Who votes.</summary>
    public required ValidatorIndex Validator { get; init; }

    /// <summary>The signature of <see cref="Digest"/>.</summary>
    public required Signature Signature { get; init; }

    /// <summary>Signs a vote.</summary>
    public static Vote Sign(VoteKind kind, NetworkId network, View view, in Hash256 block, ValidatorSigner signer)
    {
        ArgumentNullException.ThrowIfNull(signer);
        return new Vote
        {
            Kind = kind,
            Epoch = signer.Epoch,
            View = view,
            Block = block,
            Validator = signer.Index,
            Signature = signer.Key.Sign(Digest(kind, network, signer.Epoch, view, block)),
        };
    }

    /// <summary>What a validator signs.</summary>
    public static Hash256 Digest(VoteKind kind, NetworkId network, Epoch epoch, View view, in Hash256 block) =>
        SigningDomain.Digest(new Eip712Struct(TypeHash)
            .Add(network.Value)
            .Add(epoch.Value)
            .Add((ulong)kind)
            .Add(view.Value)
            .Add(block)
            .Hash());

    /// <summary>The canonical encoding: RLP [kind, epoch, view, block, validator, signature].</summary>
    public byte[] Encode()
    {
        var writer = new RlpWriter();
        WriteTo(writer);
        return writer.ToArray();
    }

    /// <summary>Decodes <see cref="Encode"/>; checks form, not the signature.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> encoded, [NotNullWhen(true)] out Vote? vote)
    {
        var reader = new RlpReader(encoded);
        return TryRead(ref reader, out vote) && reader.AtEnd;
    }

    internal void WriteTo(RlpWriter writer)
    {
        writer.BeginList();
        writer.Write((ulong)Kind);
        writer.Write(Epoch.Value);
        writer.Write(View.Value);
        writer.Write(Block);
        writer.Write((ulong)Validator.Value);
        writer.Write(Signature);
        writer.EndList();
    }

    internal static bool TryRead(ref RlpReader reader, [NotNullWhen(true)] out Vote? vote)
    {
        vote = null;
        if (!reader.TryReadList(out var fields)
            || !fields.TryReadUInt64(out var kind)
            || kind is 0 or > (ulong)VoteKind.Finalize
            || !fields.TryReadUInt64(out var epoch)
            || !fields.TryReadUInt64(out var view)
            || !fields.TryReadHash(out var block)
            || !RlpFields.TryReadUInt16(ref fields, out var validator)
            || !fields.TryReadSignature(out var signature)
            || !fields.AtEnd)
        {
            return false;
        }

        vote = new Vote
        {
            Kind = (VoteKind)kind,
            Epoch = new Epoch(epoch),
            View = new View(view),
            Block = block,
            Validator = new ValidatorIndex(validator),
            Signature = signature,
        };
        return true;
    }
}
