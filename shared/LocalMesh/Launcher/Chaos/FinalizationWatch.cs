using SharedSequencer.Launcher.Traffic;

namespace SharedSequencer.Launcher.Chaos;

/// <summary>Watches one validator's final head and notes, by the monotonic clock of this machine, when it moved.
/// </summary>
internal sealed class FinalizationWatch : IAsyncDisposable
{
    // What a head that moved is noticed late by, at most, on an idle machine.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    private readonly ValidatorClient _validator;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stop;
    private readonly List<long> _moments = [];
    private readonly Lock _lock = new();
    private readonly Task _work;

    private FinalizationWatch(ValidatorClient validator, TimeProvider time, CancellationToken cancellation)
    {
        _validator = validator;
        _time = time;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        _work = WatchAsync(_stop.Token);
    }

    /// <summary>Starts and waits until the head has moved twice, so that a chain that stands still is no beginning.
    /// </summary>
    public static async Task<FinalizationWatch> StartAsync(
        ValidatorClient validator, TimeProvider time, CancellationToken cancellation)
    {
        var watch = new FinalizationWatch(validator, time, cancellation);
        try
        {
            await watch.WaitForAsync(2, "the chain grows", cancellation);
            return watch;
        }
        catch
        {
            await watch.DisposeAsync();
            throw;
        }
    }

    /// <summary>How often the head has moved.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _moments.Count;
        }
    }

    /// <summary>Waits until the head has moved this often.</summary>
    public Task WaitForAsync(int count, string what, CancellationToken cancellation) => Waiting.UntilAsync(
        _ => Task.FromResult(Count >= count), what, TimeSpan.FromSeconds(60), _time, cancellation);

    /// <summary>The gaps between finalizations from the last one before a moment on, in milliseconds and in order. One
    /// that has not ended counts as long as it is so far.</summary>
    public IReadOnlyList<double> GapsSince(long moment)
    {
        lock (_lock)
        {
            var before = _moments.FindLastIndex(seen => seen <= moment);
            var moments = _moments.Skip(Math.Max(before, 0)).Append(_time.GetTimestamp()).ToList();
            return [.. moments.Zip(moments.Skip(1)).Select(p => _time.GetElapsedTime(p.First, p.Second).TotalMilliseconds)];
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task WatchAsync(CancellationToken cancellation)
    {
        var height = 0UL;
        while (true)
        {
            var head = await _validator.HeadAsync(cancellation);
            if (head?.Height > height)
            {
                height = head.Height;
                lock (_lock)
                    _moments.Add(_time.GetTimestamp());
            }

            await Task.Delay(Pause, _time, cancellation);
        }
    }
}
