using SharedSequencer.Bundles.Storage;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Bundles.Chain;

/// <summary>
/// Keeps up with the final chain: always waits at ordering for the block after the last one, verifies what comes, and hands
/// it on to be told to the sagas.
/// </summary>
internal sealed class ChainFollowing(
    BlockSource source,
    StateRestore restore,
    BlockStore store,
    FollowedChain chain,
    SagaTelling telling,
    HintBell bell,
    FollowOptions options,
    TimeProvider time,
    Telemetry telemetry,
    ILogger<ChainFollowing> logger) : BackgroundService
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private TimeSpan Wait => TimeSpan.FromMilliseconds(options.WaitMs);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await DatabaseTrouble.RetryAsync(RestoreAsync, logger.DatabaseFailed, time, stoppingToken);
            for (var pause = Wait; chain.Refusal is null;)
            {
                var asked = time.GetTimestamp();
                var page = await TryFetchAsync(stoppingToken);
                if (page is not null) await TakeAsync(page, stoppingToken);
                pause = page is null ? Longer(pause) : Wait;
                // Who does not wait for a block is asked for it now and then, or when a hint says so.
                var rest = page is null ? pause : page.Blocks.Count > 0 ? TimeSpan.Zero : pause - time.GetElapsedTime(asked);
                if (rest > TimeSpan.Zero) await bell.WaitAsync(rest, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Asked to stop. What was not stored yet is fetched and verified again.
        }
    }

    private static TimeSpan Longer(TimeSpan pause) => pause * 2 < LongestPause ? pause * 2 : LongestPause;

    private async Task<bool> RestoreAsync(CancellationToken cancellationToken)
    {
        var state = await restore.RestoreAsync(cancellationToken);
        var position = await store.PositionAsync(cancellationToken);
        var told = (Height: StoredNumber.Read(position.Height), Hash: position.Height == 0 ? default : new Hash256(position.Hash));
        telling.Start(told, state.Height.Value);
        chain.Start(state);
        logger.FollowingStarts(state.Height.Value, told.Height);
        return true;
    }

    /// <summary>Null when nobody answered properly.</summary>
    private async Task<BlockPage?> TryFetchAsync(CancellationToken cancellationToken)
    {
        var next = chain.Newest.Height.Next;
        try
        {
            var page = await source.FetchAsync(next, cancellationToken);
            chain.Heard(page.Head);
            return page;
        }
        catch (HttpRequestException problem)
        {
            logger.FetchFailed(next.Value, problem.Message);
        }
        catch (TaskCanceledException problem) when (!cancellationToken.IsCancellationRequested)
        {
            logger.FetchFailed(next.Value, problem.Message);
        }

        return null;
    }

    private async Task TakeAsync(BlockPage page, CancellationToken cancellationToken)
    {
        var verified = new List<VerifiedPage.Entry>(page.Blocks.Count);
        foreach (var encoded in page.Blocks)
        {
            if (!chain.TryApply(encoded, out var applied, out var refusal))
            {
                Stop(refusal);
                break;
            }

            verified.Add(VerifiedPage.Entry.Of(applied));
        }

        if (page.Blocks.Count > 0 || chain.Handled is null)
            await telling.AddAsync(new VerifiedPage(verified, chain.Newest), cancellationToken);
    }

    private void Stop(BlockRefusal refusal)
    {
        chain.Stop(refusal);
        telemetry.Refused(refusal.Fault);
        logger.BlockRefused(refusal);
    }
}
