namespace SharedSequencer.Ordering.Journal;

/// <summary>What the journal holds does not make sense. Nothing may be signed on top of it (R19).</summary>
internal sealed class JournalDamagedException(string what, Exception? cause = null)
    : JournalException($"The journal is damaged: {what}.", cause);
