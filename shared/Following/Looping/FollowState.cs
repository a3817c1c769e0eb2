namespace SharedSequencer.Following;

/// <summary>What others may know of following: whether it goes on, and whether ordering answers.</summary>
/// <param name="time">The clock.</param>
public sealed class FollowState(TimeProvider time)
{
    private long _heard = time.GetTimestamp();
    private BlockRefusal? _refusal;

    /// <summary>Why following has ended for good; null while it goes on.</summary>
    public BlockRefusal? Refusal => Volatile.Read(ref _refusal);

    /// <summary>Time since ordering last answered.</summary>
    public TimeSpan Silence => time.GetElapsedTime(Interlocked.Read(ref _heard));

    /// <summary>Ordering answered.</summary>
    public void Heard() => Interlocked.Exchange(ref _heard, time.GetTimestamp());

    /// <summary>Ends following for good.</summary>
    /// <param name="refusal">Why.</param>
    public void Stop(BlockRefusal refusal) => Volatile.Write(ref _refusal, refusal);
}
