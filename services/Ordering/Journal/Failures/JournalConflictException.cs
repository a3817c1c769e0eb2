namespace SharedSequencer.Ordering.Journal;

/// <summary>
/// The journal already says something else under the same key. The first row wins (R2), so memory is wrong:
/// the process stops and recovers from the journal.
/// </summary>
internal sealed class JournalConflictException(string what)
    : JournalException($"The journal holds a different {what} under the same key.");
