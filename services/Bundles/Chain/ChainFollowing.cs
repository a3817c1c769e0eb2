using SharedSequencer.Bundles.Storage;
using SharedSequencer.Following;
using SharedSequencer.Primitives;
using SharedSequencer.ServiceDefaults;

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
    FollowState state,
    SagaTelling telling,
    HintBell bell,
    FollowOptions options,
    TimeProvider time,
    Telemetry telemetry,
    ILogger<ChainFollowing> logger) : BackgroundService, IFollowing
{
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
        var verified = Verify(page, out var refusal);
        if (refusal is not null) Stop(refusal);
        if (page.Blocks.Count > 0 || chain.Handled is null)
            await telling.AddAsync(new VerifiedPage(verified, chain.Newest), cancellationToken);
        return refusal is null ? PageResult.Taken : PageResult.Ended;
    }

    private List<VerifiedPage.Entry> Verify(BlockPage page, out BlockRefusal? refusal)
    {
        refusal = null;
        var verified = new List<VerifiedPage.Entry>(page.Blocks.Count);
        foreach (var encoded in page.Blocks)
        {
            if (!chain.TryApply(encoded, out var applied, out refusal)) break;
            verified.Add(VerifiedPage.Entry.Of(applied));
        }

        return verified;
    }

    private async Task<bool> RestoreAsync(CancellationToken cancellationToken)
    {
        var start = await restore.RestoreAsync(cancellationToken);
        var position = await store.PositionAsync(cancellationToken);
        var told = (Height: StoredNumber.Read(position.Height), Hash: position.Height == 0 ? default : new Hash256(position.Hash));
        telling.Start(told, start.Height.Value);
        chain.Start(start);
        logger.FollowingStarts(start.Height.Value, told.Height);
        return true;
    }

    private void Stop(BlockRefusal refusal)
    {
        state.Stop(refusal);
        telemetry.Refused(refusal.Fault);
        logger.BlockRefused(refusal);
    }
}
