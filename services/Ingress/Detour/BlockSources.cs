using System.Net;
using SharedSequencer.Following;
using SharedSequencer.Ingress.Lanes;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ingress.Detour;

/// <summary>
/// Where final blocks come from: the own ordering, and while that does not answer, answers nonsense or brings nothing new
/// for long, another operator's validator. Whoever it is, the blocks are verified by who asked. Used by one task.
/// </summary>
internal sealed class BlockSources(
    OrderingBlocks own, ForeignValidators validators, DetourOptions options, IngressClock clock, ILogger<BlockSources> logger)
{
    private TimeSpan _lastNews = clock.Now;
    private TimeSpan _avoidOwnUntil;
    private ForeignValidator? _inUse;

    /// <summary>
    /// The blocks from this height on, as far as one page goes; empty when nobody has anything newer. Only the own ordering is
    /// asked to wait for the first of them.
    /// </summary>
    /// <exception cref="HttpRequestException">Nobody answers; Gone when batches were asked for that are kept no more.</exception>
    public async Task<BlockPage> FetchAsync(
        Height from, int limit, bool withBatches, int wait, CancellationToken cancellationToken)
    {
        BlockPage? page = null;
        if (validators.IsEmpty || clock.Now >= _avoidOwnUntil)
            page = await AskOwnAsync(from, limit, withBatches, wait, cancellationToken);
        if (page is null) return await AskOthersAsync(from, limit, withBatches, cancellationToken);
        if (page.Blocks.Count > 0 || !IsStale) return page;
        try
        {
            page = await AskOthersAsync(from, limit, withBatches, cancellationToken);
            if (page.Blocks.Count > 0) AvoidOwn();
        }
        catch (HttpRequestException failure)
        {
            logger.FetchFailed(failure, from.Value);
        }
        return page;
    }

    /// <summary>What came last breaks the rules: somebody else is asked for a while.</summary>
    public void Distrust()
    {
        if (_inUse is { } validator) validators.Leave(validator);
        else AvoidOwn();
    }

    /// <summary>Others had news when it had none, or it has had none for long: blocks come also when nothing is ordered.</summary>
    private bool IsStale => !validators.IsEmpty && (_inUse is not null || clock.Now - _lastNews >= options.After);

    private async Task<BlockPage?> AskOwnAsync(
        Height from, int limit, bool withBatches, int wait, CancellationToken cancellationToken)
    {
        try
        {
            var page = await own.FetchAsync(from, limit, withBatches, wait, cancellationToken);
            if (page.Blocks.Count > 0)
            {
                _inUse = null;
                _lastNews = clock.Now;
            }
            return page;
        }
        catch (Exception failure) when (
            !validators.IsEmpty && !IsGone(failure) && SourceTrouble.MayPass(failure) && !cancellationToken.IsCancellationRequested)
        {
            logger.FetchFailed(failure, from.Value);
            AvoidOwn();
            return null;
        }
    }

    private async Task<BlockPage> AskOthersAsync(
        Height from, int limit, bool withBatches, CancellationToken cancellationToken)
    {
        var (validator, page) = await validators.CallAsync(
            validator => validator.Blocks.FetchAsync(from, limit, withBatches, wait: 0, cancellationToken), 0, cancellationToken);
        if (page.Blocks.Count == 0) return page;
        if (_inUse != validator) logger.BlocksDetoured(validator.Member.ToString(), from.Value);
        _inUse = validator;
        _lastNews = clock.Now;
        return page;
    }

    private void AvoidOwn() => _avoidOwnUntil = clock.Now + options.After;

    private static bool IsGone(Exception failure) => failure is HttpRequestException { StatusCode: HttpStatusCode.Gone };
}
