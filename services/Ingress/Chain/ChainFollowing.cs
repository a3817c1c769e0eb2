using SharedSequencer.Ingress.Detour;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ingress.Chain;

/// <summary>
/// Keeps up with the final chain: always waits at ordering for the block after the last one, and verifies what comes.
/// </summary>
internal sealed class ChainFollowing(
    BlockSources sources, ArchiveClient archive, BlockSearch search, FollowOptions options, TimeProvider time,
    ILogger<ChainFollowing> logger)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly TaskCompletionSource _caughtUp = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ulong _head;

    /// <summary>Ends when the chain was followed to its head for the first time.</summary>
    public Task CaughtUp => _caughtUp.Task;

    /// <summary>Called after each searched block.</summary>
    public Action Advanced { get; set; } = static () => { };

    /// <summary>Height of the last block that was searched.</summary>
    public ulong Head => Interlocked.Read(ref _head);

    /// <summary>There is always a next block: only who does not wait for it notices that it has caught up.</summary>
    private int Wait => _caughtUp.Task.IsCompleted ? options.PollMilliseconds : 0;

    public async Task RunAsync(LightFollower follower, CancellationToken cancellationToken)
    {
        Interlocked.Exchange(ref _head, follower.Head.Height.Value);
        while (true)
        {
            var asked = time.GetTimestamp();
            if (await CatchUpAsync(follower, cancellationToken)) continue;
            // Who does not wait for a block is asked for it now and then.
            var rest = TimeSpan.FromMilliseconds(options.PollMilliseconds) - time.GetElapsedTime(asked);
            if (rest > TimeSpan.Zero) await Task.Delay(rest, time, cancellationToken);
        }
    }

    /// <summary>Takes one page. False when there was nothing newer.</summary>
    private async Task<bool> CatchUpAsync(LightFollower follower, CancellationToken cancellationToken)
    {
        try
        {
            var advanced = await AdvanceAsync(follower, cancellationToken);
            if (!advanced) _caughtUp.TrySetResult();
            return advanced;
        }
        catch (Exception failure) when (IsUnavailable(failure) && !cancellationToken.IsCancellationRequested)
        {
            logger.FetchFailed(failure, follower.Head.Height.Value + 1);
            await Task.Delay(Pause, time, cancellationToken);
            return true;
        }
    }

    private async Task<bool> AdvanceAsync(LightFollower follower, CancellationToken cancellationToken)
    {
        var blocks = await sources.FetchAsync(
            follower.Head.Height.Next, options.PageSize, withBatches: false, Wait, cancellationToken);
        var durable = Task.FromResult(true);
        foreach (var block in blocks)
        {
            if (!follower.TryApply(block, out var fault))
            {
                logger.BadBlock(block.Header.Height.Value, fault.ToString());
                sources.Distrust();
                throw new HttpRequestException($"ordering sent a block that breaks the rules: {fault}");
            }
            durable = search.Search(block, await FetchBatchesAsync(block, cancellationToken));
            Interlocked.Exchange(ref _head, block.Header.Height.Value);
            Advanced();
        }
        await durable.WaitAsync(cancellationToken);
        return blocks.Count > 0;
    }

    /// <summary>The batches of a block with registry operations, checked against its certificates.</summary>
    private async Task<IReadOnlyList<Batch>?> FetchBatchesAsync(FinalizedBlock block, CancellationToken cancellationToken)
    {
        if (!BlockSearch.NeedsBatches(block)) return null;
        while (true)
        {
            try
            {
                var full = await FetchFullAsync(block.Header.Height, cancellationToken);
                if (full is not null && Matches(full, block)) return full.Batches;
                logger.BadBlock(block.Header.Height.Value, nameof(BlockFault.WrongBatches));
                sources.Distrust();
            }
            catch (Exception failure) when (IsUnavailable(failure) && !cancellationToken.IsCancellationRequested)
            {
                logger.FetchFailed(failure, block.Header.Height.Value);
            }
            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    /// <summary>
    /// Validators keep batches only for as long as they matter to them; the archive keeps them for good. It is also asked
    /// when no validator answers.
    /// </summary>
    private async Task<FinalizedBlock?> FetchFullAsync(Height height, CancellationToken cancellationToken)
    {
        try
        {
            var page = await sources.FetchAsync(height, 1, withBatches: true, wait: 0, cancellationToken);
            return page.Count == 1 ? page[0] : null;
        }
        catch (HttpRequestException)
        {
            return await archive.FetchAsync(height, cancellationToken);
        }
    }

    private static bool Matches(FinalizedBlock full, FinalizedBlock light)
    {
        var certificates = light.Block.Certificates;
        if (full.Batches is not { } batches || batches.Count != certificates.Count) return false;
        for (var i = 0; i < certificates.Count; i++)
        {
            if (batches[i].Digest != certificates[i].Digest) return false;
        }
        return true;
    }

    private static bool IsUnavailable(Exception failure) =>
        failure is HttpRequestException or OperationCanceledException or IOException;
}
