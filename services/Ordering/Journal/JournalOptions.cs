using System.ComponentModel.DataAnnotations;

namespace SharedSequencer.Ordering.Journal;

/// <summary>The validator's journal; section <c>Ordering:Journal</c>.</summary>
internal sealed class JournalOptions
{
    /// <summary>
    /// Says that this validator has never voted, so that a missing journal may be created. Set it for the
    /// first start only: a validator that lost its journal could contradict itself (R19).
    /// </summary>
    public bool Init { get; init; }

    /// <summary>How often what is archived and no longer needed is deleted, in seconds.</summary>
    [Range(1, 86_400)]
    public int PruneEverySeconds { get; init; } = 60;

    public TimeSpan PruneEvery => TimeSpan.FromSeconds(PruneEverySeconds);
}
