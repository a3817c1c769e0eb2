using SharedSequencer.Bundles.Saga;
using SharedSequencer.Bundles.Storage;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Bundles.Chain;

/// <summary>
/// Keeps up with the final chain: always waits at ordering for the block after the last one, verifies what comes, and
/// tells the sagas. Blocks that mean nothing for bundles are stored with the next that does, or with the next state.
/// </summary>
internal sealed class ChainFollowing(
    BlockSource source,
    StateRestore restore,
    BlockStore store,
    FollowedChain chain,
    TimeOuts timeOuts,
    HintBell bell,
    FollowOptions options,
    TimeProvider time,
    Telemetry telemetry,
    ILogger<ChainFollowing> logger) : BackgroundService
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private readonly List<PlacedBlockRow> _placed = [];
    private (ulong Height, Hash256 Hash) _told;
    private ulong _snapshotAt;

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
        _told = (StoredNumber.Read(position.Height), position.Height == 0 ? default : new Hash256(position.Hash));
        _snapshotAt = state.Height.Value + (ulong)options.BlocksPerSnapshot;
        chain.Start(state);
        logger.FollowingStarts(state.Height.Value, _told.Height);
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
        foreach (var encoded in page.Blocks)
        {
            if (!chain.TryApply(encoded, out var applied, out var refusal))
            {
                Stop(refusal);
                break;
            }

            await TakeAsync(applied, cancellationToken);
        }

        var isNews = page.Blocks.Count > 0 || chain.Handled is null;
        if (!isNews || chain.Newest.Height.Value < _told.Height) return;
        chain.HandledUpTo(chain.Newest);
        await DatabaseTrouble.RetryAsync(
            token => timeOuts.TakeDueAsync(chain.Newest, token), logger.DatabaseFailed, time, cancellationToken);
    }

    private async Task TakeAsync(AppliedBlock applied, CancellationToken cancellationToken)
    {
        var height = applied.After.Height.Value;
        if (height == _told.Height && applied.After.BlockHash != _told.Hash)
            throw new StateDamagedException($"The stored position is not in this chain: block {height} is another one.");
        var placed = applied.Expanded.Placed();
        if (placed.Transactions.Count > 0) _placed.Add(PlacedBlockRow.Of(applied.Expanded.Header, placed));

        var news = height > _told.Height && !applied.News.IsEmpty ? applied.News : null;
        var snapshot = height >= _snapshotAt ? applied.After.EncodeSnapshot() : null;
        if (news is null && snapshot is null) return;
        await StoreAsync(new BlockCommit(applied.After, news, _placed, snapshot), cancellationToken);
        if (snapshot is not null) _snapshotAt = height + (ulong)options.BlocksPerSnapshot;
    }

    /// <summary>Tries until the database takes it: the state is already ahead of what is stored.</summary>
    private async Task StoreAsync(BlockCommit commit, CancellationToken cancellationToken)
    {
        await DatabaseTrouble.RetryAsync(
            async token =>
            {
                await store.StoreAsync(commit, token);
                return true;
            },
            logger.DatabaseFailed,
            time,
            cancellationToken);
        _placed.Clear();
    }

    private void Stop(BlockRefusal refusal)
    {
        chain.Stop(refusal);
        telemetry.Refused(refusal.Fault);
        logger.BlockRefused(refusal);
    }
}
