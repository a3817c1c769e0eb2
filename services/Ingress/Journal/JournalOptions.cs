using System.ComponentModel.DataAnnotations;

namespace SharedSequencer.Ingress.Journal;

/// <summary>Section <c>Journal</c>.</summary>
internal sealed class JournalOptions
{
    /// <summary>
    /// Once a commit has failed for this long, in milliseconds, clients are told to send again, until one lands.
    /// </summary>
    [Range(0, 120_000)]
    public int LongestWaitMilliseconds { get; set; } = 15_000;

    /// <summary>
    /// Longest time that a commit waits, in milliseconds, until as many entries have come as came lately: those who were
    /// just answered often send again at once. 0: it never waits. A lone entry does not wait.
    /// </summary>
    [Range(0, 100)]
    public int GatherMilliseconds { get; set; } = 1;

    public TimeSpan Gather => TimeSpan.FromMilliseconds(GatherMilliseconds);

    public TimeSpan LongestWait => TimeSpan.FromMilliseconds(LongestWaitMilliseconds);
}
