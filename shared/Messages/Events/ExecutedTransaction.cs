namespace SharedSequencer.Messages;

/// <summary>The fate of one ordered transaction on its rollup.</summary>
/// <param name="Hash">Transaction hash, 0x and 64 lower-case hex digits.</param>
/// <param name="Outcome">What happened.</param>
/// <param name="Reason">Why it was skipped or reverted, when the node said so; at most 256 characters.</param>
public sealed record ExecutedTransaction(string Hash, ExecutionOutcome Outcome, string? Reason = null);
