namespace SharedSequencer.Ordering.Journal;

/// <summary>
/// Another process has taken over this journal. This one may write and send nothing more: it stops.
/// </summary>
internal sealed class JournalFencedException(long fence, Exception? cause = null)
    : JournalException($"Another process has taken the journal over; fence {fence} is void.", cause);
