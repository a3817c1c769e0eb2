using System.Diagnostics.CodeAnalysis;
using SharedSequencer.Following;
using SharedSequencer.Ingress.Detour;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ingress.Chain;

/// <summary>
/// Keeps up with the final chain: always waits at ordering for the block after the last one, and verifies what comes.
/// </summary>
internal sealed class ChainFollowing(
    BlockSources sources, ArchiveBlocks archive, BlockSearch search, FollowOptions options, TimeProvider time,
    ILogger<ChainFollowing> logger) : IFollowing
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly TaskCompletionSource _caughtUp = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private LightFollower? _follower;
    private ulong _head;

    /// <summary>Ends when the chain was followed to its head for the first time.</summary>
    public Task CaughtUp => _caughtUp.Task;

    /// <summary>Called after each searched block.</summary>
    public Action Advanced { get; set; } = static () => { };

    /// <summary>Height of the last block that was searched.</summary>
    public ulong Head => Interlocked.Read(ref _head);

    /// <summary>There is always a next block: only who does not wait for it notices that it has caught up.</summary>
    private int Wait => _caughtUp.Task.IsCompleted ? options.PollMilliseconds : 0;

    private LightFollower Follower => _follower ?? throw new InvalidOperationException("The chain is not followed yet.");

    public Task RunAsync(LightFollower follower, CancellationToken cancellationToken)
    {
        _follower = follower;
        Interlocked.Exchange(ref _head, follower.Head.Height.Value);
        var pace = new FollowPace(TimeSpan.FromMilliseconds(options.PollMilliseconds), FirstPause: Pause, LongestPause: Pause);
        return new FollowLoop(this, pace, time).RunAsync(cancellationToken);
    }

    public Task<BlockPage> FetchAsync(CancellationToken cancellationToken) => sources.FetchAsync(
        Follower.Head.Height.Next, options.PageSize, withBatches: false, Wait, cancellationToken);

    public void FetchFailed(Exception problem) => logger.FetchFailed(problem, Follower.Head.Height.Value + 1);

    /// <summary>Nothing hurries it: the question that waits at ordering is the hint.</summary>
    public Task RestAsync(TimeSpan limit, CancellationToken cancellationToken) => Task.Delay(limit, time, cancellationToken);

    public async Task<PageResult> TakeAsync(BlockPage page, CancellationToken cancellationToken)
    {
        var durable = Task.FromResult(true);
        foreach (var encoded in page.Blocks)
        {
            if (!TryApply(encoded, out var block)) return PageResult.Refused;
            durable = search.Search(block, await FetchBatchesAsync(block, cancellationToken));
            Interlocked.Exchange(ref _head, block.Header.Height.Value);
            Advanced();
        }
        await durable.WaitAsync(cancellationToken);
        if (page.Blocks.Count == 0) _caughtUp.TrySetResult();
        return PageResult.Taken;
    }

    private bool TryApply(ReadOnlyMemory<byte> encoded, [NotNullWhen(true)] out FinalizedBlock? block)
    {
        var fault = BlockFault.Malformed;
        if (FinalizedBlock.TryDecode(encoded, out block) && Follower.TryApply(block, out fault)) return true;
        logger.BadBlock((block?.Header.Height ?? Follower.Head.Height.Next).Value, fault.ToString());
        sources.Distrust();
        return false;
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
            catch (Exception failure) when (SourceTrouble.MayPass(failure) && !cancellationToken.IsCancellationRequested)
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
            return page.Blocks is [var encoded] ? Decode(encoded, "ordering") : null;
        }
        catch (HttpRequestException)
        {
            return Decode(await archive.FetchAsync(height, cancellationToken), "the publisher");
        }
    }

    private static FinalizedBlock Decode(ReadOnlyMemory<byte> encoded, string sender) =>
        FinalizedBlock.TryDecode(encoded, out var block)
            ? block
            : throw new HttpRequestException($"{sender} sent no block");

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
}
