using SharedSequencer.Primitives;

namespace SharedSequencer.Ingress.Transactions;

/// <summary>
/// What can be said about a transaction without knowing its sender. Pure. Balance, base fee and the gas floor of
/// EIP-7623 are not judged: only the rollup's node knows them at the place of execution, and it reports
/// <c>Skipped</c> with the reason.
/// </summary>
internal static class TransactionRules
{
    public static Verdict Judge(in TransactionView transaction, ulong chainId)
    {
        if (transaction.Type == TransactionType.Blob) return Verdict.TypeNotSupported;
        if (transaction.ChainId is not { } signedFor) return Verdict.Unprotected;
        if (signedFor != chainId) return Verdict.WrongChain;
        if (transaction.MaxPriorityFeePerGas > transaction.MaxFeePerGas) return Verdict.TipAboveFeeCap;
        return transaction.GasLimit < transaction.ComputeIntrinsicGas()
            ? Verdict.IntrinsicGasTooLow
            : Verdict.Accepted;
    }

    /// <summary>What a wallet is told about bytes that do not decode.</summary>
    public static Verdict Judge(TransactionError error) => error switch
    {
        TransactionError.UnknownType or TransactionError.BlobSidecar or TransactionError.NoBlobs =>
            Verdict.TypeNotSupported,
        TransactionError.Oversized => Verdict.TooLarge,
        TransactionError.InvalidV or TransactionError.InvalidSignature or TransactionError.HighS =>
            Verdict.InvalidSignature,
        TransactionError.NonceTooLarge => Verdict.NonceAtMaximum,
        TransactionError.NoAuthorizations => Verdict.EmptyAuthorizations,
        _ => Verdict.Undecodable,
    };
}
