using SharedSequencer.Primitives;

namespace SharedSequencer.Fuzzing;

/// <summary>Decodes transactions twice; what is accepted must be what the encoder makes of its fields, and
/// its hash that of its bytes.</summary>
public sealed class TransactionTarget : FuzzTarget
{
    private static readonly Address Recipient = Address.Parse("0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed");

    /// <inheritdoc/>
    public override string Name => "transaction";

    /// <inheritdoc/>
    public override IReadOnlyList<byte[]> Seeds { get; } = [.. MakeSeeds()];

    /// <inheritdoc/>
    public override string Run(byte[] input)
    {
        var viewed = TransactionView.TryDecode(input, out var view, out var viewError);
        var decoded = TransactionDecoder.TryDecode(input, out var transaction, out var error);
        Require(viewed == decoded && viewError == error, "view and object disagree");
        Require(decoded == (error == TransactionError.None), "an error without refusal or the reverse");
        if (transaction is null)
            return error.ToString();
        Require(TransactionSigner.Encode(RequestOf(transaction), transaction.Signature).AsSpan()
            .SequenceEqual(input), "a transaction has a second accepted encoding");
        Require(transaction.Hash == Keccak256.Hash(input), "the hash is not that of the bytes");
        Require(view.ComputeSigningHash() == transaction.SigningHash, "view and object differ in the digest");
        Require(transaction.AccessList.Count == view.AccessListAddresses, "the access list is miscounted");
        return $"accepted {transaction.Type} {transaction.TryRecoverSender(out _)}";
    }

    /// <inheritdoc/>
    public override byte[] Vary(byte[] input, byte[] other, Mutator mutator) =>
        RlpMutation.Apply(input, prefix: input is [< 0xc0, ..] ? 1 : 0, other, mutator);

    private static TransactionRequest RequestOf(Transaction transaction) => new()
    {
        Type = transaction.Type,
        ChainId = transaction.ChainId,
        Nonce = transaction.Nonce,
        MaxPriorityFeePerGas = transaction.MaxPriorityFeePerGas,
        MaxFeePerGas = transaction.MaxFeePerGas,
        GasLimit = transaction.GasLimit,
        To = transaction.To,
        Value = transaction.Value,
        Input = transaction.Input,
        AccessList = transaction.AccessList,
        AuthorizationList = transaction.AuthorizationList,
        BlobVersionedHashes = transaction.BlobVersionedHashes,
        MaxFeePerBlobGas = transaction.MaxFeePerBlobGas,
    };

    private static IEnumerable<byte[]> MakeSeeds()
    {
        using var key = PrivateKey.Parse("0x" + new string('1', PrivateKey.Size * 2));
        var request = new TransactionRequest
        {
            ChainId = 901,
            Nonce = 7,
            MaxPriorityFeePerGas = 1_000_000_000,
            MaxFeePerGas = 30_000_000_000,
            GasLimit = 100_000,
            To = Recipient,
            Value = 1,
            Input = new byte[40],
            AccessList =
            [
                new AccessListEntry(Recipient, [Keccak256.OfEmpty]),
                new AccessListEntry(Recipient, []),
            ],
            AuthorizationList = [Authorization.Sign(901, Recipient, 3, key)],
            BlobVersionedHashes = [Keccak256.OfEmpty],
            MaxFeePerBlobGas = 1,
        };
        foreach (var type in Enum.GetValues<TransactionType>())
            yield return TransactionSigner.Sign(request with { Type = type }, key);
        var unprotected = request with { Type = TransactionType.Legacy, ChainId = null };
        yield return TransactionSigner.Sign(unprotected, key);
        yield return TransactionSigner.Sign(request with { To = null, AccessList = [] }, key);
    }
}
