namespace SharedSequencer.Primitives.Tests.Transactions;

/// <summary>An authorization inside a <see cref="TransactionVector"/>.</summary>
internal sealed record AuthorizationVector(
    UInt256 ChainId, Address Address, string Nonce, byte YParity, Hash256 R, Hash256 S, Address Authority)
{
    public Authorization ToAuthorization() => new()
    {
        ChainId = ChainId,
        Address = Address,
        Nonce = ulong.Parse(Nonce),
        YParity = YParity,
        R = new UInt256(R),
        S = new UInt256(S),
    };
}
