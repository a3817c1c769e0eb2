using System.Threading.Channels;
using SharedSequencer.Ordering.Journal;

namespace SharedSequencer.Ordering.Tests.Validator;

/// <summary>Passes commits on, each only after the test has let it.</summary>
internal sealed class HeldJournal(IJournal journal) : IJournal
{
    private readonly Channel<bool> _permits = Channel.CreateUnbounded<bool>();
    private int _arrived;

    public int Arrived => Volatile.Read(ref _arrived);

    public void Let(int commits = 1)
    {
        for (var i = 0; i < commits; i++)
        {
            _permits.Writer.TryWrite(true);
        }
    }

    public async Task Commit(JournalWrite write, CancellationToken cancel)
    {
        Interlocked.Increment(ref _arrived);
        await _permits.Reader.ReadAsync(cancel);
        await journal.Commit(write, cancel);
    }
}
