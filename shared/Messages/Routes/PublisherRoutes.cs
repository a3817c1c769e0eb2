namespace SharedSequencer.Messages;

/// <summary>Service invocation towards <see cref="AppIds.Publisher"/>.</summary>
public static class PublisherRoutes
{
    /// <summary>GET: <see cref="TransactionPlace"/>, or 404 (template).</summary>
    public const string Transaction = "/v1/rollups/{id}/transactions/{hash}";

    /// <summary>GET: the inclusion proof of a transaction, or 404 (template).</summary>
    public const string TransactionProof = "/v1/rollups/{id}/transactions/{hash}/proof";

    /// <summary>
    /// GET: the final block of a height with its batches, encoded when <c>application/octet-stream</c> is asked for, or
    /// 404 while it is not archived (template).
    /// </summary>
    public const string Block = "/v1/blocks/{height}";

    /// <summary>The relative address of <see cref="Block"/>.</summary>
    /// <param name="height">Height of the block.</param>
    public static string BlockOf(ulong height) => $"/v1/blocks/{height}";

    /// <summary>The relative address of <see cref="Transaction"/>.</summary>
    /// <param name="rollupId">Rollup of the transaction.</param>
    /// <param name="hash">Transaction hash, 0x hex.</param>
    public static string TransactionOf(ulong rollupId, string hash) =>
        $"/v1/rollups/{rollupId}/transactions/{hash}";

    /// <summary>The relative address of <see cref="TransactionProof"/>.</summary>
    /// <param name="rollupId">Rollup of the transaction.</param>
    /// <param name="hash">Transaction hash, 0x hex.</param>
    public static string TransactionProofOf(ulong rollupId, string hash) =>
        $"/v1/rollups/{rollupId}/transactions/{hash}/proof";
}
