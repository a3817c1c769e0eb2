namespace SharedSequencer.Ingress.Journal;

/// <summary>Why something that was taken left the ladder; <paramref name="AtMilliseconds"/> by the wall clock.</summary>
internal readonly record struct Refusal(
    TransactionName Name, LadderExit Exit, string Reason, long AtMilliseconds);
