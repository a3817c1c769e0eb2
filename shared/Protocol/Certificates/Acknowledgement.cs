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

    /// <summary>Encoded length of the batch in bytes.</summary>
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
}
