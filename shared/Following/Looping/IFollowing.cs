namespace SharedSequencer.Following;

/// <summary>A service's part in its <see cref="FollowLoop"/>, which calls one thing after the other.</summary>
public interface IFollowing
{
    /// <summary>Asks for the blocks after the last one that was taken. Failures as in <see cref="SourceTrouble"/> are told back.</summary>
    Task<BlockPage> FetchAsync(CancellationToken cancellationToken);

    /// <summary>Nobody answered properly; it will be asked again after a pause.</summary>
    void FetchFailed(Exception problem);

    /// <summary>Verifies a page, which may be empty, and does with its blocks what the service follows the chain for.</summary>
    Task<PageResult> TakeAsync(BlockPage page, CancellationToken cancellationToken);

    /// <summary>Waits before the next question, at most for a while: less when something says that there is news.</summary>
    Task RestAsync(TimeSpan limit, CancellationToken cancellationToken);
}
