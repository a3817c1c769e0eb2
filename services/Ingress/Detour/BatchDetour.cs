using SharedSequencer.Ingress.Batching;
using SharedSequencer.Ingress.Lanes;

namespace SharedSequencer.Ingress.Detour;

/// <summary>
/// Sends batches that wait too long to another operator's validator as well: the identical bytes, so that it does not
/// matter which way they come. Publishing goes on meanwhile. It is over with the block that holds the batch.
/// </summary>
internal sealed class BatchDetour(
    LaneDirectory lanes, BatchSealer sealer, ForeignValidators validators, DetourOptions options, IngressClock clock,
    ILogger<BatchDetour> logger)
{
    private static readonly TimeSpan LongestLook = TimeSpan.FromMilliseconds(500);

    private int _open;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (validators.IsEmpty)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, clock.Provider, cancellationToken);
            return;
        }
        var look = options.After / 8;
        using var timer = new PeriodicTimer(look < LongestLook ? look : LongestLook, clock.Provider);
        while (await timer.WaitForNextTickAsync(cancellationToken)) SendDue(cancellationToken);
    }

    private void SendDue(CancellationToken cancellationToken)
    {
        var now = clock.Now;
        foreach (var lane in lanes.All)
        {
            while (Volatile.Read(ref _open) < options.MaxOpen && lane.TryTakeDetour(now, options.After) is { } due)
                _ = SendAsync(due, cancellationToken);
        }
    }

    private async Task SendAsync(DueBatch due, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _open);
        var taken = false;
        try
        {
            var bytes = sealer.Encode(due.Record, due.Entries);
            var (validator, _) = await validators.CallAsync(
                async validator =>
                {
                    await validator.SubmitAsync(bytes, cancellationToken);
                    return true;
                },
                due.Batch.Detours - 1,
                cancellationToken);
            taken = true;
            logger.BatchDetoured(due.Lane.Lane.Value, due.Record.Sequence, validator.Member.ToString());
        }
        catch (BatchChangedException changed)
        {
            logger.BatchChanged(changed, due.Lane.Lane.Value, due.Record.Sequence);
        }
        catch (Exception failure)
        {
            if (!cancellationToken.IsCancellationRequested)
                logger.DetourFailed(failure, due.Lane.Lane.Value, due.Record.Sequence);
        }
        finally
        {
            due.Lane.Detoured(due.Batch, taken, clock.Now);
            Telemetry.BatchDetoured(taken);
            Interlocked.Decrement(ref _open);
        }
    }
}
