namespace SharedSequencer.Ordering.Journal;

/// <summary>The journal was written for another network, by another validator, or by a newer program.</summary>
internal sealed class JournalMismatchException(string difference)
    : JournalException($"The journal does not belong to this process: {difference}.");
