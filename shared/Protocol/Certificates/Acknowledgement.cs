using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>
/// A validator's signed word that it stores a batch and when the batch reached it. It gives one per digest and
/// epoch, always with the same time (R2).
/// </summary>
public sealed record Acknowledgement
{
    private static readonly Hash256 TypeHash = Eip712Struct.TypeHash(
        "Acknowledgement(bytes32 network,uint64 epoch,bytes32 batch,uint32 size,uint64 arrival)");

    /// <summary>The epoch it counts in.</summary>
    public required Epoch Epoch { get; init; }

    /// <summary>Digest of the batch.</summary>
    public required Hash256 Batch { get; init; }

    /// <summary><see cref="Protocol.Batch.Size"/> of the batch.</summary>
    public required uint Size { get; init; }

    /// <summary>When the batch reached the validator, by its clock.</summary>
    public required ChainTime Arrival { get; init; }

    /// <summary>Who acknowledges.</summary>
    public required ValidatorIndex Validator { get; init; }

    /// <summary>The validator's signature of <see cref="Digest"/>.</summary>
    public required Signature Signature { get; init; }

    /// <summary>Signs an acknowledgement.</summary>
    public static Acknowledgement Sign(Batch batch, NetworkId network, ValidatorSigner signer, ChainTime arrival)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentNullException.ThrowIfNull(signer);
        var digest = Digest(network, signer.Epoch, batch.Digest, (uint)batch.Size, arrival);
        return new Acknowledgement
        {
            Epoch = signer.Epoch,
            Batch = batch.Digest,
            Size = (uint)batch.Size,
            Arrival = arrival,
            Validator = signer.Index,
            Signature = signer.Key.Sign(digest),
        };
    }

    /// <summary>What a validator signs.</summary>
    public static Hash256 Digest(NetworkId network, Epoch epoch, in Hash256 batch, uint size, ChainTime arrival) =>
        SigningDomain.Digest(new Eip712Struct(TypeHash)
            .Add(network.Value)
            .Add(epoch.Value)
            .Add(batch)
            .Add((ulong)size)
            .Add(arrival.Milliseconds)
            .Hash());

    /// <summary>RLP [epoch, batch, size, arrival, validator, signature].</summary>
    internal void WriteTo(RlpWriter writer)
    {
        writer.BeginList();
        writer.Write(Epoch.Value);
        writer.Write(Batch);
        writer.Write((ulong)Size);
        writer.Write(Arrival.Milliseconds);
        writer.Write((ulong)Validator.Value);
        writer.Write(Signature);
        writer.EndList();
    }

    internal static bool TryRead(ref RlpReader reader, [NotNullWhen(true)] out Acknowledgement? acknowledgement)
    {
        acknowledgement = null;
        if (!reader.TryReadList(out var fields)
            || !fields.TryReadUInt64(out var epoch)
            || !fields.TryReadHash(out var batch)
            || !RlpFields.TryReadUInt32(ref fields, out var size)
            || size is 0 or > ProtocolDefaults.MaxBatchBytes
            || !fields.TryReadUInt64(out var arrival)
            || !RlpFields.TryReadUInt16(ref fields, out var validator)
            || !fields.TryReadSignature(out var signature)
            || !fields.AtEnd)
        {
            return false;
        }

        acknowledgement = new Acknowledgement
        {
            Epoch = new Epoch(epoch),
            Batch = batch,
            Size = size,
            Arrival = new ChainTime(arrival),
            Validator = new ValidatorIndex(validator),
            Signature = signature,
        };
        return true;
    }
}
