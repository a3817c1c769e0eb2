namespace SharedSequencer.Publisher.Reporting;

/// <summary>How long the oldest report waits for the chain to show it.</summary>
internal sealed class ReporterBacklog(TimeProvider time)
{
    private const long None = 0;

    private long _oldest = None;

    /// <summary>Zero when nothing waits.</summary>
    public TimeSpan Age => Interlocked.Read(ref _oldest) is var oldest and not None ? time.GetElapsedTime(oldest) : TimeSpan.Zero;

    /// <param name="oldest">When the oldest was taken up, by the monotonic clock; null when nothing waits.</param>
    public void Set(long? oldest) => Interlocked.Exchange(ref _oldest, oldest ?? None);
}
