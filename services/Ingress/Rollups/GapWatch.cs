using SharedSequencer.Ingress.Lanes;
using SharedSequencer.Ingress.Transactions;

namespace SharedSequencer.Ingress.Rollups;

/// <summary>
/// Looks after nonce gaps: asks the node again, because the missing transaction may have come another way, and
/// gives up on what waited too long.
/// </summary>
internal sealed class GapWatch(
    RollupDirectory rollups, IntakeOptions options, IngressClock clock, ILogger<GapWatch> logger)
{
    private const int MostSendersAtOnce = 100;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var period = TimeSpan.FromMilliseconds(options.GapPollMilliseconds);
        using var timer = new PeriodicTimer(period, clock.Provider);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            foreach (var rollup in rollups.All) await LookAfterAsync(rollup, cancellationToken);
        }
    }

    private async Task LookAfterAsync(Rollup rollup, CancellationToken cancellationToken)
    {
        var expired = rollup.Lane.ExpireHeld(clock.WallMilliseconds);
        if (expired > 0) logger.HeldExpired(rollup.Lane.Lane.Value, expired);
        if (rollup.Node is null) return;
        var waiting = rollup.Lane.SendersWithGap(MostSendersAtOnce);
        if (waiting.Length == 0) return;
        _ = rollup.Lane.Learn(await rollup.Node.CountAsync(waiting, cancellationToken));
    }
}
