namespace SharedSequencer.Ingress.Journal;

/// <summary>
/// Why something that was taken left the ladder. It concerns one entry, by its <paramref name="Position"/> (0: what
/// was held), so that the same transaction may be taken again. <paramref name="AtMilliseconds"/> by the wall clock.
/// </summary>
internal readonly record struct Refusal(
    TransactionName Name, long Position, LadderExit Exit, string Reason, long AtMilliseconds);
