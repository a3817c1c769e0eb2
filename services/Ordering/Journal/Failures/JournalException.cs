namespace SharedSequencer.Ordering.Journal;

/// <summary>The journal cannot do its work. The subtypes say what is to be done about it.</summary>
internal abstract class JournalException(string message, Exception? cause = null) : Exception(message, cause);
