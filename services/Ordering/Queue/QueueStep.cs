namespace SharedSequencer.Ordering.Queue;

/// <summary>
/// The result of one transition: the next state and which stored values differ from the last one.
/// </summary>
/// <param name="State">The next state.</param>
/// <param name="Segments">Numbers of the segments to write, or to delete where the state has none.</param>
/// <param name="HeadChanged">Whether the head has to be written.</param>
internal sealed record QueueStep(QueueState State, IReadOnlySet<ulong> Segments, bool HeadChanged)
{
    private static readonly IReadOnlySet<ulong> None = new HashSet<ulong>();

    /// <summary>State keys that saving this step touches.</summary>
    public int Writes => Segments.Count + (HeadChanged ? 1 : 0);

    public static QueueStep Unchanged(QueueState state) => new(state, None, HeadChanged: false);
}
