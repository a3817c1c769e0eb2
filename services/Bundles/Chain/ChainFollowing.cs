using SharedSequencer.Bundles.Saga;
using SharedSequencer.Bundles.Storage;
using SharedSequencer.Following;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;
using SharedSequencer.ServiceDefaults;

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
    FollowState state,
    TimeOuts timeOuts,
    HintBell bell,
    FollowOptions options,
    TimeProvider time,
    Telemetry telemetry,
    ILogger<ChainFollowing> logger) : BackgroundService, IFollowing
{
    private readonly List<PlacedBlockRow> _placed = [];
    private (ulong Height, Hash256 Hash) _told;
    private ulong _snapshotAt;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await DatabaseTrouble.RetryAsync(RestoreAsync, logger.DatabaseFailed, time, stoppingToken);
            var pace = FollowPace.Of(TimeSpan.FromMilliseconds(options.WaitMs));
            await new FollowLoop(this, pace, time).RunAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Asked to stop. What was not stored yet is fetched and verified again.
        }
    }

    public Task<BlockPage> FetchAsync(CancellationToken cancellationToken) =>
        source.FetchAsync(chain.Newest.Height.Next, cancellationToken);

    public void FetchFailed(Exception problem) => logger.FetchFailed(chain.Newest.Height.Value + 1, problem.Message);

    public Task RestAsync(TimeSpan limit, CancellationToken cancellationToken) => bell.WaitAsync(limit, cancellationToken);

    public async Task<PageResult> TakeAsync(BlockPage page, CancellationToken cancellationToken)
    {
        chain.Heard(page.Head);
        BlockRefusal? refusal = null;
        foreach (var encoded in page.Blocks)
        {
            if (!chain.TryApply(encoded, out var applied, out refusal)) break;
            await TakeAsync(applied, cancellationToken);
        }

        if (refusal is not null) Stop(refusal);
        if (page.Blocks.Count > 0 || chain.Handled is null) await HandledAsync(cancellationToken);
        return refusal is null ? PageResult.Taken : PageResult.Ended;
    }

    private async Task<bool> RestoreAsync(CancellationToken cancellationToken)
    {
        var start = await restore.RestoreAsync(cancellationToken);
        var position = await store.PositionAsync(cancellationToken);
        _told = (StoredNumber.Read(position.Height), position.Height == 0 ? default : new Hash256(position.Hash));
        _snapshotAt = start.Height.Value + (ulong)options.BlocksPerSnapshot;
        chain.Start(start);
        logger.FollowingStarts(start.Height.Value, _told.Height);
        return true;
    }

    /// <summary>The sagas were told of all that was verified, unless they knew more before a restart.</summary>
    private async Task HandledAsync(CancellationToken cancellationToken)
    {
        if (chain.Newest.Height.Value < _told.Height) return;
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
        state.Stop(refusal);
        telemetry.Refused(refusal.Fault);
        logger.BlockRefused(refusal);
    }
}
