namespace SharedSequencer.Launcher.Traffic;

/// <summary>All senders of several rollups at work, until disposed.</summary>
public sealed class SteadyTraffic : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly IReadOnlyList<RollupTraffic> _rollups;
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _giveUp;
    private readonly Task _work;

    private SteadyTraffic(IReadOnlyList<RollupTraffic> rollups, CancellationToken cancellation)
    {
        _rollups = rollups;
        _giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        _work = Task.WhenAll(rollups.Select(rollup => rollup.RunAsync(_stop.Token, _giveUp.Token)));
    }

    /// <summary>How many hashes were returned so far.</summary>
    public int Accepted => _rollups.Sum(rollup => rollup.AcceptedCount);

    /// <summary>Lets all senders begin.</summary>
    public static SteadyTraffic Start(IReadOnlyList<RollupTraffic> rollups, CancellationToken cancellation) =>
        new(rollups, cancellation);

    /// <summary>Waits until this many more were accepted than now.</summary>
    /// <exception cref="LocalMeshException">It takes too long.</exception>
    public Task AcceptedAsync(int more)
    {
        var goal = Accepted + more;
        return Waiting.UntilAsync(
            async _ =>
            {
                await RequireAliveAsync();
                return Accepted >= goal;
            },
            $"{more} more transactions are accepted", Patience, TimeProvider.System, _giveUp.Token);
    }

    /// <summary>Throws what made a sender give up, if one did.</summary>
    public Task RequireAliveAsync() => _work.IsFaulted ? _work : Task.CompletedTask;

    /// <summary>Stops sending; every transaction that was begun is accepted first.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _work.WaitAsync(Patience, TimeProvider.System, _giveUp.Token);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _giveUp.CancelAsync();
        await _work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
        _giveUp.Dispose();
    }
}
