using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>A precondition: an account has a nonce.</summary>
/// <param name="Account">The account.</param>
/// <param name="Nonce">The nonce of its next transaction.</param>
public sealed record NonceIs(Address Account, ulong Nonce)
{
    internal const string Type = "NonceIs(address account,uint64 nonce)";

    private static readonly Hash256 TypeHash = Eip712Struct.TypeHash(Type);

    /// <summary>The EIP-712 hash of the structure.</summary>
    internal Hash256 StructHash() => new Eip712Struct(TypeHash).Add(Account).Add(Nonce).Hash();

    internal void WriteTo(RlpWriter writer)
    {
        writer.BeginList();
        writer.Write(Account);
        writer.Write(Nonce);
        writer.EndList();
    }

    internal static bool TryRead(ref RlpReader reader, [NotNullWhen(true)] out NonceIs? precondition)
    {
        precondition = reader.TryReadList(out var fields)
            && fields.TryReadAddress(out var account)
            && fields.TryReadUInt64(out var nonce)
            && fields.AtEnd
                ? new NonceIs(account, nonce)
                : null;
        return precondition is not null;
    }
}
