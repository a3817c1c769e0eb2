using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>
/// An ingress's signed promise that a transaction is ordered, or its rejection recorded, in a block no later than
/// the first one after the deadline (P2).
/// </summary>
public sealed record Receipt
{
    private static readonly Hash256 TypeHash = Eip712Struct.TypeHash(
        "Receipt(bytes32 network,uint64 rollup,bytes32 transaction,uint64 deadline)");

    /// <summary>The network.</summary>
    public required NetworkId Network { get; init; }

    /// <summary>The rollup.</summary>
    public required RollupId Rollup { get; init; }

    /// <summary>Hash of the transaction.</summary>
    public required Hash256 Transaction { get; init; }

    /// <summary>When the promise is due.</summary>
    public required ChainTime Deadline { get; init; }

    /// <summary>What the ingress signs.</summary>
    public Hash256 Digest() => SigningDomain.Digest(new Eip712Struct(TypeHash)
        .Add(Network.Value)
        .Add(Rollup.Value)
        .Add(Transaction)
        .Add(Deadline.Milliseconds)
        .Hash());

    /// <summary>Whether this ingress gave the promise.</summary>
    public bool IsSignedBy(Address ingress, Signature signature) => RlpFields.IsSignedBy(Digest(), signature, ingress);

    /// <summary>RLP [network, rollup, transaction, deadline].</summary>
    internal void WriteTo(RlpWriter writer)
    {
        writer.BeginList();
        writer.Write(Network.Value);
        writer.Write(Rollup.Value);
        writer.Write(Transaction);
        writer.Write(Deadline.Milliseconds);
        writer.EndList();
    }

    internal static bool TryRead(ref RlpReader reader, [NotNullWhen(true)] out Receipt? receipt)
    {
        receipt = null;
        if (!reader.TryReadList(out var fields)
            || !fields.TryReadHash(out var network)
            || !fields.TryReadUInt64(out var rollup)
            || !fields.TryReadHash(out var transaction)
            || !fields.TryReadUInt64(out var deadline)
            || !fields.AtEnd)
        {
            return false;
        }

        receipt = new Receipt
        {
            Network = new NetworkId(network),
            Rollup = new RollupId(rollup),
            Transaction = transaction,
            Deadline = new ChainTime(deadline),
        };
        return true;
    }
}
