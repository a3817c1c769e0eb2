namespace SharedSequencer.Primitives.Tests.Transactions;

/// <summary>One entry of tests/Vectors/transactions.json.</summary>
internal sealed record TransactionVector(
    int Type,
    string? ChainId,
    string Nonce,
    UInt256 MaxPriorityFeePerGas,
    UInt256 MaxFeePerGas,
    string GasLimit,
    Address? To,
    UInt256 Value,
    string Input,
    IReadOnlyList<AccessListEntry> AccessList,
    IReadOnlyList<AuthorizationVector> Authorizations,
    IReadOnlyList<Hash256> BlobVersionedHashes,
    UInt256 MaxFeePerBlobGas,
    string Key,
    Address From,
    Hash256 Hash,
    Hash256 SigningHash,
    string Raw)
{
    public static IReadOnlyList<TransactionVector> All { get; } =
        VectorFile.Read<TransactionVector>("transactions.json");

    public byte[] RawBytes => VectorFile.Bytes(Raw);

    public TransactionRequest ToRequest() => new()
    {
        Type = (TransactionType)Type,
        ChainId = ChainId is null ? null : ulong.Parse(ChainId),
        Nonce = ulong.Parse(Nonce),
        MaxPriorityFeePerGas = MaxPriorityFeePerGas,
        MaxFeePerGas = MaxFeePerGas,
        GasLimit = ulong.Parse(GasLimit),
        To = To,
        Value = Value,
        Input = VectorFile.Bytes(Input),
        AccessList = AccessList,
        AuthorizationList = [.. Authorizations.Select(authorization => authorization.ToAuthorization())],
        BlobVersionedHashes = BlobVersionedHashes,
        MaxFeePerBlobGas = MaxFeePerBlobGas,
    };
}
