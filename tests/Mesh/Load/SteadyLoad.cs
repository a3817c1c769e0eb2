using SharedSequencer.Launcher.Traffic;

namespace SharedSequencer.Mesh.Tests.Load;

/// <summary>All senders of both rollups at work, until disposed.</summary>
internal sealed class SteadyLoad : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly MeshFixture _fixture;
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _giveUp;
    private readonly Task _work;

    private SteadyLoad(MeshFixture fixture, CancellationToken cancellationToken)
    {
        _fixture = fixture;
        _giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _work = Task.WhenAll(
            from rollup in fixture.Rollups
            from account in rollup.Senders
            select new LoadSender(rollup, account).RunAsync(_stop.Token, _giveUp.Token));
    }

    private int Accepted => _fixture.Rollups.Sum(rollup => rollup.AcceptedCount);

    public static SteadyLoad Start(MeshFixture fixture) => new(fixture, TestContext.Current.CancellationToken);

    /// <summary>Waits until this many more were accepted than now.</summary>
    public Task AcceptedAsync(int more)
    {
        var goal = Accepted + more;
        return Waiting.UntilAsync(
            async _ =>
            {
                if (_work.IsFaulted)
                    await _work;
                return Accepted >= goal;
            },
            $"{more} more transactions are accepted", Patience, TimeProvider.System, _giveUp.Token);
    }

    /// <summary>Stops sending; every transaction that was begun is accepted first.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _work.WaitAsync(Patience, TimeProvider.System, _giveUp.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _giveUp.CancelAsync();
        await _work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
        _giveUp.Dispose();
    }
}
