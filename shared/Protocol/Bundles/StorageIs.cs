using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>A precondition: a contract's storage slot holds a value.</summary>
/// <param name="Account">The contract.</param>
/// <param name="Slot">The slot.</param>
/// <param name="Value">What it holds; zero for a slot that was never written.</param>
public sealed record StorageIs(Address Account, Hash256 Slot, Hash256 Value)
{
    internal const string Type = "StorageIs(address account,bytes32 slot,bytes32 value)";

    private static readonly Hash256 TypeHash = Eip712Struct.TypeHash(Type);

    /// <summary>The EIP-712 hash of the structure.</summary>
    internal Hash256 StructHash() => new Eip712Struct(TypeHash).Add(Account).Add(Slot).Add(Value).Hash();

    internal void WriteTo(RlpWriter writer)
    {
        writer.BeginList();
        writer.Write(Account);
        writer.Write(Slot);
        writer.Write(Value);
        writer.EndList();
    }

    internal static bool TryRead(ref RlpReader reader, [NotNullWhen(true)] out StorageIs? precondition)
    {
        precondition = reader.TryReadList(out var fields)
            && fields.TryReadAddress(out var account)
            && fields.TryReadHash(out var slot)
            && fields.TryReadHash(out var value)
            && fields.AtEnd
                ? new StorageIs(account, slot, value)
                : null;
        return precondition is not null;
    }
}
