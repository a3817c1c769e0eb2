using System.Threading.Channels;

namespace SharedSequencer.Ingress.Journal;

/// <summary>
/// The only writer of the journal. Whatever arrives while a commit runs shares the next one, so the number of
/// commits follows the disk and not the number of requests. A group whose commit failed is tried again until it
/// lands: what was queued is never taken back, and positions stay free of gaps.
/// </summary>
/// <remarks>
/// A commit costs the same for one entry as for many. Without a pause those who send one after the other fall into two
/// parties that take turns, one being committed while the other gathers: the next commit therefore waits a moment for
/// both of them.
/// </remarks>
internal sealed class JournalWriter : IDisposable
{
    private static readonly Task<bool> Durable = Task.FromResult(true);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly Channel<bool> _work = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });
    private readonly JournalStore _store;
    private readonly JournalOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<JournalWriter> _logger;
    private readonly ITimer _gathered;
    private JournalGroup _next = new(1);
    private Task<bool> _newest = Durable;
    private bool _isWanted;
    private int _expected;

    public JournalWriter(JournalStore store, JournalOptions options, TimeProvider time, ILogger<JournalWriter> logger)
    {
        _store = store;
        _options = options;
        _time = time;
        _logger = logger;
        _gathered = time.CreateTimer(_ => _work.Writer.TryWrite(true), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Called after each commit, in commit order, before those who wait go on.</summary>
    public Action<JournalGroup> Committed { get; set; } = static _ => { };

    /// <summary>Adds to the next commit; see <see cref="JournalGroup.Done"/>.</summary>
    public Task<bool> Append<T>(T item, Action<JournalGroup, T> add)
    {
        lock (_gate)
        {
            add(_next, item);
            if (!_isWanted || IsDue) _work.Writer.TryWrite(true);
            _isWanted = true;
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
                await GatherAsync(cancellationToken);
                if (TakeGroup() is { } group) await CommitUntilDurableAsync(group, cancellationToken);
            }
        }
        finally
        {
            await _store.ReleaseWriterAsync();
        }
    }

    public void Dispose() => _gathered.Dispose();

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

    /// <summary>Enough has come; a batch, which is about to leave, waits for nobody. Under the lock.</summary>
    private bool IsDue => _next.Entries.Count >= _expected || _next.Batches.Count > 0;

    private async ValueTask GatherAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (!_isWanted || IsDue || _options.GatherMilliseconds == 0) return;
        }
        _gathered.Change(_options.Gather, Timeout.InfiniteTimeSpan);
        await _work.Reader.WaitToReadAsync(cancellationToken);
    }

    private JournalGroup? TakeGroup()
    {
        lock (_gate)
        {
            // A timer that fires late may wake the writer for nothing.
            if (!_isWanted) return null;
            var group = _next;
            _next = new JournalGroup(group.Number + 1);
            _isWanted = false;
            return group;
        }
    }

    private async Task CommitUntilDurableAsync(JournalGroup group, CancellationToken cancellationToken)
    {
        var pause = FirstPause;
        var started = _time.GetTimestamp();
        for (var first = true; ; first = false)
        {
            try
            {
                if (first || !await _store.HasCommittedAsync(group.Number, cancellationToken))
                    await _store.CommitAsync(group, cancellationToken);
                break;
            }
            catch (JournalFencedException)
            {
                LetWaitersGo(group);
                throw;
            }
            catch (Exception failure) when (JournalStore.IsTransient(failure))
            {
                _logger.JournalCommitFailed(failure, group.Number);
                if (_time.GetElapsedTime(started) >= _options.LongestWait) LetWaitersGo(group);
                await _store.ReleaseWriterAsync();
                await Task.Delay(pause, _time, cancellationToken);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }
        Telemetry.JournalCommitted(group.Entries.Count, _time.GetElapsedTime(started));
        Committed(group);
        lock (_gate)
        {
            _expected = group.Entries.Count + _next.Entries.Count;
        }
        group.Complete();
        lock (_gate)
        {
            // Those who gave up waiting for it must not speak for those who come now.
            if (_newest == group.Done) _newest = Durable;
        }
    }
}
