namespace SharedSequencer.Sentinel.Watching;

/// <summary>Everything the sentinel saw in one round.</summary>
/// <param name="At">When the round ended; null before the first one.</param>
/// <param name="Services">Every service but the sentinel itself.</param>
/// <param name="Head">The newest block known, from this round or an earlier one.</param>
internal sealed record Picture(DateTimeOffset? At, IReadOnlyList<ServiceReading> Services, HeadReading? Head)
{
    /// <summary>Nothing seen yet.</summary>
    public static Picture Empty { get; } = new(null, [], null);
}
