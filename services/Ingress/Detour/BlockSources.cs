using System.Net;
using SharedSequencer.Ingress.Chain;
using SharedSequencer.Ingress.Lanes;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ingress.Detour;

/// <summary>
/// Where final blocks come from: the own ordering, and while that does not answer, answers nonsense or brings nothing new
/// for long, another operator's validator. Whoever it is, the blocks are verified by who asked. Used by one task.
/// </summary>
internal sealed class BlockSources(
    OrderingClient own, ForeignValidators validators, DetourOptions options, IngressClock clock, ILogger<BlockSources> logger)
{
    private TimeSpan _lastNews = clock.Now;
    private TimeSpan _avoidOwnUntil;
    private ForeignValidator? _inUse;

    /// <summary>
    /// The blocks from this height on, as far as one page goes; empty when nobody has anything newer. Only the own ordering is
    /// asked to wait for the first of them.
    /// </summary>
    /// <exception cref="HttpRequestException">Nobody answers; Gone when batches were asked for that are kept no more.</exception>
    public async Task<List<FinalizedBlock>> FetchAsync(
        Height from, int limit, bool withBatches, int wait, CancellationToken cancellationToken)
    {
        List<FinalizedBlock>? blocks = null;
        if (validators.IsEmpty || clock.Now >= _avoidOwnUntil)
            blocks = await AskOwnAsync(from, limit, withBatches, wait, cancellationToken);
        if (blocks is null) return await AskOthersAsync(from, limit, withBatches, cancellationToken);
        if (blocks.Count > 0 || !IsStale) return blocks;
        try
        {
            blocks = await AskOthersAsync(from, limit, withBatches, cancellationToken);
            if (blocks.Count > 0) AvoidOwn();
        }
        catch (HttpRequestException failure)
        {
            logger.FetchFailed(failure, from.Value);
        }
        return blocks;
    }

    /// <summary>What came last breaks the rules: somebody else is asked for a while.</summary>
    public void Distrust()
    {
        if (_inUse is { } validator) validators.Leave(validator);
        else AvoidOwn();
    }

    /// <summary>Others had news when it had none, or it has had none for long: blocks come also when nothing is ordered.</summary>
    private bool IsStale => !validators.IsEmpty && (_inUse is not null || clock.Now - _lastNews >= options.After);

    private async Task<List<FinalizedBlock>?> AskOwnAsync(
        Height from, int limit, bool withBatches, int wait, CancellationToken cancellationToken)
    {
        try
        {
            var blocks = await own.FetchAsync(from, limit, withBatches, wait, cancellationToken);
            if (blocks.Count > 0)
            {
                _inUse = null;
                _lastNews = clock.Now;
            }
            return blocks;
        }
        catch (Exception failure) when (
            !validators.IsEmpty && IsUnavailable(failure) && !cancellationToken.IsCancellationRequested)
        {
            logger.FetchFailed(failure, from.Value);
            AvoidOwn();
            return null;
        }
    }

    private async Task<List<FinalizedBlock>> AskOthersAsync(
        Height from, int limit, bool withBatches, CancellationToken cancellationToken)
    {
        var (validator, blocks) = await validators.CallAsync(
            validator => validator.Blocks.FetchAsync(from, limit, withBatches, wait: 0, cancellationToken), 0, cancellationToken);
        if (blocks.Count == 0) return blocks;
        if (_inUse != validator) logger.BlocksDetoured(validator.Member.ToString(), from.Value);
        _inUse = validator;
        _lastNews = clock.Now;
        return blocks;
    }

    private void AvoidOwn() => _avoidOwnUntil = clock.Now + options.After;

    private static bool IsUnavailable(Exception failure) => failure switch
    {
        HttpRequestException { StatusCode: HttpStatusCode.Gone } => false,
        _ => failure is HttpRequestException or OperationCanceledException or IOException,
    };
}
