namespace SharedSequencer.Ingress.Status;

/// <summary>
/// A transaction on the confirmation ladder, as users see it. Ids, amounts and times are strings; times are Unix
/// milliseconds, those of the chain in chain time.
/// </summary>
internal sealed record TransactionStatus
{
    public required string Hash { get; init; }

    public required string RollupId { get; init; }

    public string? ChainId { get; init; }

    /// <summary>Held, Received, SoftCommitted, Rejected or Expired.</summary>
    public required string Status { get; init; }

    public string? From { get; init; }

    public string? Nonce { get; init; }

    /// <summary>Place among all that this ingress took for the rollup.</summary>
    public string? Position { get; init; }

    /// <summary>The steps it has taken, in their order.</summary>
    public required IReadOnlyList<StatusStep> Steps { get; init; }

    /// <summary>Why it left the ladder.</summary>
    public string? Reason { get; init; }

    public string? BatchDigest { get; init; }

    /// <summary>Height of the block that holds it.</summary>
    public string? Height { get; init; }

    /// <summary>Number of the rollup block that holds it.</summary>
    public string? RollupBlockNumber { get; init; }

    /// <summary>Place in the rollup block, from 0.</summary>
    public string? Index { get; init; }

    /// <summary>What the rollup did with it: Executed, Reverted or Skipped; absent while unknown.</summary>
    public string? Execution { get; init; }

    public string? ExecutionReason { get; init; }

}
