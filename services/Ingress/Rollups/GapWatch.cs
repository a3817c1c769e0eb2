using System.Collections.Concurrent;
using SharedSequencer.Ingress.Lanes;
using SharedSequencer.Ingress.Transactions;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ingress.Rollups;

/// <summary>
/// Looks after nonce gaps: asks the node again, because the missing transaction may have come another way, and
/// gives up on what waited too long. Rollups are looked after side by side, so that none waits for another's node.
/// </summary>
internal sealed class GapWatch(
    RollupDirectory rollups, IntakeOptions options, IngressClock clock, ILogger<GapWatch> logger)
{
    private const int MostSendersAtOnce = 100;

    /// <summary>Where the next round starts among a lane's waiting senders, so that each has its turn.</summary>
    private readonly ConcurrentDictionary<Lane, int> _turns = [];

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var period = TimeSpan.FromMilliseconds(options.GapPollMilliseconds);
        using var timer = new PeriodicTimer(period, clock.Provider);
        while (await timer.WaitForNextTickAsync(cancellationToken)) await RoundAsync(cancellationToken);
    }

    /// <summary>Looks after every rollup once; what goes wrong with one is its own affair.</summary>
    public Task RoundAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(rollups.All.Select(rollup => LookAfterAsync(rollup, cancellationToken)));

    private async Task LookAfterAsync(Rollup rollup, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.GapAnswerMilliseconds);
        try
        {
            var expired = rollup.Lane.ExpireHeld(clock.WallMilliseconds);
            if (expired > 0) logger.HeldExpired(rollup.Lane.Lane.Value, expired);
            if (rollup.Node is null) return;
            var waiting = NextInTurn(rollup.Lane);
            if (waiting.Length == 0) return;
            _ = rollup.Lane.Learn(await rollup.Node.CountAsync(waiting, limit.Token));
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            logger.GapWatchFailed(failure, rollup.Lane.Lane.Value);
        }
    }

    private Address[] NextInTurn(LaneState lane)
    {
        var all = lane.SendersWithGap(int.MaxValue);
        if (all.Length <= MostSendersAtOnce) return all;
        var first = _turns.GetValueOrDefault(lane.Lane) % all.Length;
        _turns[lane.Lane] = first + MostSendersAtOnce;
        return [.. all.Skip(first).Concat(all.Take(first)).Take(MostSendersAtOnce)];
    }
}
