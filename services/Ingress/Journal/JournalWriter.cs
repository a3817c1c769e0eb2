using System.Threading.Channels;

namespace SharedSequencer.Ingress.Journal;

/// <summary>
/// The only writer of the journal. Whatever arrives while a commit runs shares the next one, so the number of
/// commits follows the disk and not the number of requests. A group whose commit failed is tried again until it
/// lands: what was queued is never taken back, and positions stay free of gaps.
/// </summary>
internal sealed class JournalWriter(
    JournalStore store, JournalOptions options, TimeProvider time, ILogger<JournalWriter> logger)
{
    private static readonly Task<bool> Durable = Task.FromResult(true);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly Channel<bool> _work = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });
    private JournalGroup _next = new(1);
    private Task<bool> _newest = Durable;
    private bool _signalled;

    /// <summary>Called after each commit, in commit order, before those who wait go on.</summary>
    public Action<JournalGroup> Committed { get; set; } = static _ => { };

    /// <summary>Adds to the next commit; see <see cref="JournalGroup.Done"/>.</summary>
    public Task<bool> Append<T>(T item, Action<JournalGroup, T> add)
    {
        lock (_gate)
        {
            add(_next, item);
            if (!_signalled)
            {
                _signalled = true;
                _work.Writer.TryWrite(true);
            }
            return _newest = _next.Done;
        }
    }

    /// <summary>Ends when everything that was appended so far is durable; see <see cref="JournalGroup.Done"/>.</summary>
    public Task<bool> AllDurable()
    {
        lock (_gate)
        {
            return _newest;
        }
    }

    /// <summary>Writes until cancelled; what is still queued then is lost unanswered, as by a crash.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await _work.Reader.WaitToReadAsync(cancellationToken))
            {
                _work.Reader.TryRead(out _);
                await CommitUntilDurableAsync(TakeGroup(), cancellationToken);
            }
        }
        finally
        {
            await store.ReleaseWriterAsync();
        }
    }

    /// <summary>Continues the numbering of an existing journal; before <see cref="RunAsync"/>.</summary>
    public void ContinueAfter(long lastGroup)
    {
        lock (_gate)
        {
            _next = new JournalGroup(lastGroup + 1);
        }
    }

    /// <summary>Also those of the next group, which cannot start before this one has ended.</summary>
    private void LetWaitersGo(JournalGroup group)
    {
        group.GiveUpWaiting();
        lock (_gate)
        {
            _next.GiveUpWaiting();
        }
    }

    private JournalGroup TakeGroup()
    {
        lock (_gate)
        {
            var group = _next;
            _next = new JournalGroup(group.Number + 1);
            _signalled = false;
            return group;
        }
    }

    private async Task CommitUntilDurableAsync(JournalGroup group, CancellationToken cancellationToken)
    {
        var pause = FirstPause;
        var started = time.GetTimestamp();
        for (var first = true; ; first = false)
        {
            try
            {
                if (first || !await store.HasCommittedAsync(group.Number, cancellationToken))
                    await store.CommitAsync(group, cancellationToken);
                break;
            }
            catch (JournalFencedException)
            {
                LetWaitersGo(group);
                throw;
            }
            catch (Exception failure) when (JournalStore.IsTransient(failure))
            {
                logger.JournalCommitFailed(failure, group.Number);
                if (time.GetElapsedTime(started) >= options.LongestWait) LetWaitersGo(group);
                await store.ReleaseWriterAsync();
                await Task.Delay(pause, time, cancellationToken);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }
        Telemetry.JournalCommitted(group.Entries.Count, time.GetElapsedTime(started));
        Committed(group);
        group.Complete();
        lock (_gate)
        {
            // Those who gave up waiting for it must not speak for those who come now.
            if (_newest == group.Done) _newest = Durable;
        }
    }
}
