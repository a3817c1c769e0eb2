namespace SharedSequencer.Ordering.Journal;

/// <summary>A journal that this process has taken over.</summary>
/// <param name="Fence">The number that every write must show.</param>
/// <param name="Abstaining">Whether votes may have been lost with a former journal (R19).</param>
internal readonly record struct OpenedJournal(long Fence, bool Abstaining);
