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

    public TimeSpan LongestWait => TimeSpan.FromMilliseconds(LongestWaitMilliseconds);
}
