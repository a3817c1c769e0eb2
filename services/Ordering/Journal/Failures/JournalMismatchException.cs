namespace SharedSequencer.Ordering.Journal;

/// <summary>The journal was written for another network or by another validator.</summary>
internal sealed class JournalMismatchException(string difference)
    : JournalException($"The journal does not belong to this process: {difference}.");
