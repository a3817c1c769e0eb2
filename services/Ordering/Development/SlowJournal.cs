using SharedSequencer.Ordering.Journal;

namespace SharedSequencer.Ordering.Development;

/// <summary>A journal on a slow disk.</summary>
internal sealed class SlowJournal(IJournal journal, TimeSpan delay, TimeProvider time) : IJournal
{
    public async Task Commit(JournalWrite write, CancellationToken cancel)
    {
        await Task.Delay(delay, time, cancel);
        await journal.Commit(write, cancel);
    }
}
