using SharedSequencer.Messages;

namespace SharedSequencer.Ingress.Journal;

/// <summary>What the rollup reported for a transaction.</summary>
internal readonly record struct ExecutionRecord(TransactionName Name, ExecutionOutcome Outcome, string? Reason);
