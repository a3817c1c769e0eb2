using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>A precondition: an account has at least so much.</summary>
/// <param name="Account">The account.</param>
/// <param name="Least">The least balance in wei.</param>
public sealed record BalanceIs(Address Account, UInt256 Least)
{
    internal const string Type = "BalanceIs(address account,uint256 least)";

    private static readonly Hash256 TypeHash = Eip712Struct.TypeHash(Type);

    /// <summary>The EIP-712 hash of the structure.</summary>
    internal Hash256 StructHash() => new Eip712Struct(TypeHash).Add(Account).Add(Least).Hash();

    internal void WriteTo(RlpWriter writer)
    {
        writer.BeginList();
        writer.Write(Account);
        writer.Write(Least);
        writer.EndList();
    }

    internal static bool TryRead(ref RlpReader reader, [NotNullWhen(true)] out BalanceIs? precondition)
    {
        precondition = reader.TryReadList(out var fields)
            && fields.TryReadAddress(out var account)
            && fields.TryReadUInt256(out var least)
            && fields.AtEnd
                ? new BalanceIs(account, least)
                : null;
        return precondition is not null;
    }
}
