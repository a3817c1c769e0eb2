namespace SharedSequencer.Primitives;

/// <summary>Signs transactions of all types. Blob transactions come out in the form that enters a block,
/// without their blobs.</summary>
public static class TransactionSigner
{
    /// <summary>Signs and encodes a transaction.</summary>
    /// <returns>The bytes for <c>eth_sendRawTransaction</c>; their Keccak-256 is the transaction
    /// hash.</returns>
    /// <exception cref="ArgumentException">A typed transaction without chain id, or a legacy one whose chain
    /// id does not fit into v.</exception>
    public static byte[] Sign(TransactionRequest request, PrivateKey key)
    {
        Require(request);
        var writer = new RlpWriter(256 + request.Input.Length);
        WriteUnsigned(writer, request);
        return Encode(request, key.Sign(Keccak256.Hash(writer.WrittenSpan)));
    }

    /// <summary>Encodes a transaction with a signature that was made elsewhere; v is 27 or 28.</summary>
    /// <exception cref="ArgumentException">A typed transaction without chain id, or a legacy one whose chain
    /// id does not fit into v.</exception>
    public static byte[] Encode(TransactionRequest request, in Signature signature)
    {
        Require(request);
        var writer = new RlpWriter(256 + request.Input.Length);
        WriteSigned(writer, request, signature);
        return writer.ToArray();
    }

    private static void Require(TransactionRequest request)
    {
        if (request.Type != TransactionType.Legacy && request.ChainId is null)
            throw new ArgumentException("Only a legacy transaction needs no chain id.", nameof(request));
        if (request.Type == TransactionType.Legacy && request.ChainId > (ulong.MaxValue - 36) / 2)
            throw new ArgumentException("The chain id does not fit into v.", nameof(request));
    }

    private static void WriteUnsigned(RlpWriter writer, TransactionRequest request)
    {
        BeginTransaction(writer, request);
        if (request is { Type: TransactionType.Legacy, ChainId: { } chainId })
        {
            writer.Write(chainId);
            writer.Write(0UL);
            writer.Write(0UL);
        }
        writer.EndList();
    }

    private static void WriteSigned(RlpWriter writer, TransactionRequest request, in Signature signature)
    {
        BeginTransaction(writer, request);
        var parity = (ulong)(signature.V - 27);
        writer.Write(request switch
        {
            { Type: not TransactionType.Legacy } => parity,
            { ChainId: { } chainId } => 35 + 2 * chainId + parity,
            _ => 27 + parity,
        });
        writer.Write(new UInt256(signature.R));
        writer.Write(new UInt256(signature.S));
        writer.EndList();
    }

    /// <summary>Writes the type byte, opens the list and writes the fields before the signature.</summary>
    private static void BeginTransaction(RlpWriter writer, TransactionRequest request)
    {
        var isTyped = request.Type != TransactionType.Legacy;
        if (isTyped)
            writer.WriteRaw([(byte)request.Type]);
        writer.BeginList();
        if (isTyped)
            writer.Write(request.ChainId.GetValueOrDefault());
        writer.Write(request.Nonce);
        if (request.Type >= TransactionType.DynamicFee)
            writer.Write(request.MaxPriorityFeePerGas);
        writer.Write(request.MaxFeePerGas);
        writer.Write(request.GasLimit);
        if (request.To is { } recipient)
            writer.Write(recipient);
        else
            writer.Write(ReadOnlySpan<byte>.Empty);
        writer.Write(request.Value);
        writer.Write(request.Input.Span);
        if (isTyped)
            AccessListCodec.Write(writer, request.AccessList);
        if (request.Type == TransactionType.Blob)
        {
            writer.Write(request.MaxFeePerBlobGas);
            AccessListCodec.WriteHashes(writer, request.BlobVersionedHashes);
        }
        if (request.Type == TransactionType.SetCode)
            AuthorizationCodec.Write(writer, request.AuthorizationList);
    }
}
