using SharedSequencer.Ingress.JsonRpc;

namespace SharedSequencer.Ingress.Transactions;

/// <summary>
/// The one table of what a wallet is told. ethers and viem match on these texts, so they are interface; codes are
/// geth's -32000 for what the pool refuses and EIP-1474's for the rest.
/// </summary>
internal static class VerdictTexts
{
    private const int Refused = -32000;

    private static readonly RpcError?[] Table = Build();

    /// <summary>The error for a verdict; null for <see cref="Verdict.Accepted"/> and <see cref="Verdict.Held"/>.</summary>
    public static RpcError? ErrorOf(Verdict verdict) => Table[(int)verdict];

    public static bool IsTaken(Verdict verdict) => verdict is Verdict.Accepted or Verdict.Held;

    private static RpcError? Of(Verdict verdict) => verdict switch
    {
        Verdict.Accepted or Verdict.Held => null,
        Verdict.Undecodable => new(Refused, "rlp: undecodable transaction"),
        Verdict.TooLarge => new(Refused, "oversized data: transaction larger than the limit"),
        Verdict.TypeNotSupported => new(Refused, "transaction type not supported"),
        Verdict.Unprotected => new(Refused, "only replay-protected (EIP-155) transactions allowed over RPC"),
        Verdict.WrongChain => new(Refused, "invalid chain id for signer"),
        Verdict.InvalidSignature => new(Refused, "invalid sender: invalid transaction v, r, s values"),
        Verdict.TipAboveFeeCap => new(Refused, "max priority fee per gas higher than max fee per gas"),
        Verdict.IntrinsicGasTooLow => new(Refused, "intrinsic gas too low"),
        Verdict.EmptyAuthorizations => new(Refused, "EIP-7702 transaction with empty auth list"),
        Verdict.NonceAtMaximum => new(Refused, "nonce has max value"),
        Verdict.NonceTooLow => new(Refused, "nonce too low"),
        Verdict.NonceTooHigh => new(Refused, "nonce too high: too many transactions wait for this gap"),
        Verdict.AlreadyKnown => new(Refused, "already known"),
        Verdict.Underpriced => new(Refused, "replacement transaction underpriced"),
        Verdict.OverQuota => RpcErrors.LimitExceeded("the rollup's transactions per second"),
        Verdict.TooManyUnordered => RpcErrors.LimitExceeded("the rollup's transactions that wait for order"),
        Verdict.TooManySenders => RpcErrors.LimitExceeded("the rollup's node is behind; its senders are not settled"),
        Verdict.NodeUnavailable => RpcErrors.NodeUnavailable,
        Verdict.JournalAway => RpcErrors.JournalAway,
        Verdict.RollupInactive => RpcErrors.RollupLeft,
        Verdict.TooManyOfSubmitter => RpcErrors.LimitExceeded("this submitter's bundles that wait for order"),
        _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, "a verdict without a text"),
    };

    private static RpcError?[] Build()
    {
        var verdicts = Enum.GetValues<Verdict>();
        var table = new RpcError?[verdicts.Length];
        foreach (var verdict in verdicts) table[(int)verdict] = Of(verdict);
        return table;
    }
}
