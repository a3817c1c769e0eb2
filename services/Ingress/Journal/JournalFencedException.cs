namespace SharedSequencer.Ingress.Journal;

/// <summary>Another process has taken over this journal. This one must write nothing more and stop.</summary>
internal sealed class JournalFencedException(Exception? inner)
    : Exception("another process has taken over this ingress journal", inner);
