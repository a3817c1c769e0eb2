using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>What the parties agree on about one leg.</summary>
public sealed record LegTerms
{
    internal const string Type = "LegTerms(uint64 rollup,address escrow,bytes32 lock,bytes32 preconditions)";

    private static readonly Hash256 TypeHash = Eip712Struct.TypeHash(Type);

    /// <summary>The rollup that the leg's transactions are for.</summary>
    public required RollupId Rollup { get; init; }

    /// <summary>
    /// Execution mode: the contract that must hold <see cref="Lock"/> for the leg to have succeeded; zero when it is enough
    /// that all transactions ran without revert.
    /// </summary>
    public Address Escrow { get; init; }

    /// <summary>Hash of what is locked there; zero with a zero escrow.</summary>
    public Hash256 Lock { get; init; }

    /// <summary>Precondition mode: <see cref="Protocol.Preconditions.Hash"/> of what must hold; zero for nothing.</summary>
    public Hash256 Preconditions { get; init; }

    /// <summary>The EIP-712 hash of the structure.</summary>
    internal Hash256 StructHash() => new Eip712Struct(TypeHash)
        .Add(Rollup.Value)
        .Add(Escrow)
        .Add(Lock)
        .Add(Preconditions)
        .Hash();

    internal void WriteTo(RlpWriter writer)
    {
        writer.BeginList();
        writer.Write(Rollup.Value);
        writer.Write(Escrow);
        writer.Write(Lock);
        writer.Write(Preconditions);
        writer.EndList();
    }

    internal static bool TryRead(ref RlpReader reader, [NotNullWhen(true)] out LegTerms? leg)
    {
        leg = null;
        if (!reader.TryReadList(out var fields)
            || !fields.TryReadUInt64(out var rollup)
            || !fields.TryReadAddress(out var escrow)
            || !fields.TryReadHash(out var locked)
            || !fields.TryReadHash(out var preconditions)
            || !fields.AtEnd)
        {
            return false;
        }

        leg = new LegTerms { Rollup = new RollupId(rollup), Escrow = escrow, Lock = locked, Preconditions = preconditions };
        return true;
    }
}
