using System.Threading.Channels;
using SharedSequencer.Ingress.Detour;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ingress.Chain;

/// <summary>
/// Keeps up with the final chain: on a hint, on a timer and at start it fetches every block after the last one and
/// verifies it. So a lost hint costs milliseconds and never a block.
/// </summary>
internal sealed class ChainFollowing(
    BlockSources sources, ArchiveClient archive, BlockSearch search, FollowOptions options, TimeProvider time,
    ILogger<ChainFollowing> logger) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });
    private readonly TaskCompletionSource _caughtUp = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ITimer? _timer;
    private ulong _head;

    /// <summary>Ends when the chain was followed to its head for the first time.</summary>
    public Task CaughtUp => _caughtUp.Task;

    /// <summary>Called after each searched block.</summary>
    public Action Advanced { get; set; } = static () => { };

    /// <summary>Height of the last block that was searched.</summary>
    public ulong Head => Interlocked.Read(ref _head);

    /// <summary>There may be news up to this height.</summary>
    public void Hint(ulong height)
    {
        if (height > Head) _wake.Writer.TryWrite(true);
    }

    public async Task RunAsync(LightFollower follower, CancellationToken cancellationToken)
    {
        Interlocked.Exchange(ref _head, follower.Head.Height.Value);
        var period = TimeSpan.FromMilliseconds(options.PollMilliseconds);
        _timer = time.CreateTimer(_ => _wake.Writer.TryWrite(true), null, TimeSpan.Zero, period);
        while (await _wake.Reader.WaitToReadAsync(cancellationToken))
        {
            _wake.Reader.TryRead(out _);
            await CatchUpAsync(follower, cancellationToken);
        }
    }

    public void Dispose() => _timer?.Dispose();

    private async Task CatchUpAsync(LightFollower follower, CancellationToken cancellationToken)
    {
        try
        {
            while (await AdvanceAsync(follower, cancellationToken))
            {
                // Page after page until there is nothing newer.
            }
            _caughtUp.TrySetResult();
        }
        catch (Exception failure) when (IsUnavailable(failure) && !cancellationToken.IsCancellationRequested)
        {
            logger.FetchFailed(failure, follower.Head.Height.Value + 1);
            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    private async Task<bool> AdvanceAsync(LightFollower follower, CancellationToken cancellationToken)
    {
        var blocks = await sources.FetchAsync(
            follower.Head.Height.Next, options.PageSize, withBatches: false, cancellationToken);
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
            var page = await sources.FetchAsync(height, 1, withBatches: true, cancellationToken);
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
