using System.ComponentModel.DataAnnotations;

namespace SharedSequencer.Ordering.Journal;

/// <summary>The validator's journal; section <c>Ordering:Journal</c>.</summary>
internal sealed class JournalOptions
{
    /// <summary>
    /// Says that this validator has never voted, so that a missing journal may be created. Set it for the
    /// first start only: a validator that lost its journal could contradict itself (R19) unless it says
    /// <see cref="Lost"/> as well.
    /// </summary>
    public bool Init { get; init; }

    /// <summary>
    /// Says, together with <see cref="Init"/>, that another journal existed before: a created one starts as that of a
    /// validator that may have voted, and abstains until that is safe (R19). A journal that exists is left as it is.
    /// </summary>
    public bool Lost { get; init; }

    /// <summary>
    /// How long a bare validator, which has no archive, keeps the bodies of final blocks, in hours of chain time.
    /// </summary>
    [Range(1, 876_000)]
    public int RetainHours { get; init; } = 24;

    /// <summary>How often what is archived and no longer needed is deleted, in seconds.</summary>
    [Range(1, 86_400)]
    public int PruneEverySeconds { get; init; } = 60;

    public TimeSpan PruneEvery => TimeSpan.FromSeconds(PruneEverySeconds);

    public TimeSpan Retain => TimeSpan.FromHours(RetainHours);
}
