namespace SharedSequencer.Following;

/// <summary>
/// Keeps a service at the head of the final chain: fetches, hands over, and asks again, at once while blocks come, in its
/// interval when there is nothing newer, after growing pauses while nobody answers properly.
/// </summary>
/// <param name="following">What the service does.</param>
/// <param name="pace">When it is asked again.</param>
/// <param name="time">The clock.</param>
public sealed class FollowLoop(IFollowing following, FollowPace pace, TimeProvider time)
{
    /// <summary>Runs until following is over. What the service throws when it takes a page ends it.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var pause = pace.FirstPause;
        while (true)
        {
            var asked = time.GetTimestamp();
            var page = await TryFetchAsync(cancellationToken);
            var result = page is null ? PageResult.Refused : await following.TakeAsync(page, cancellationToken);
            switch (result)
            {
                case PageResult.Ended:
                    return;
                case PageResult.Refused:
                    await following.RestAsync(pause, cancellationToken);
                    pause = pace.Longer(pause);
                    break;
                default:
                    pause = pace.FirstPause;
                    var rest = page!.Blocks.Count > 0 ? TimeSpan.Zero : pace.Interval - time.GetElapsedTime(asked);
                    if (rest > TimeSpan.Zero) await following.RestAsync(rest, cancellationToken);
                    break;
            }
        }
    }

    /// <summary>Null when nobody answered properly.</summary>
    private async Task<BlockPage?> TryFetchAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await following.FetchAsync(cancellationToken);
        }
        catch (Exception problem) when (SourceTrouble.MayPass(problem) && !cancellationToken.IsCancellationRequested)
        {
            following.FetchFailed(problem);
            return null;
        }
    }
}
