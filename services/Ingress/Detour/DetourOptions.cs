using System.ComponentModel.DataAnnotations;

namespace SharedSequencer.Ingress.Detour;

/// <summary>Section <c>Ingress:Detour</c>: when other operators' validators are asked, and how.</summary>
internal sealed class DetourOptions
{
    /// <summary>
    /// A batch that is not final so long after it was first sent also goes to another operator's validator, and after so
    /// long without a new block one of them is asked for blocks; in milliseconds.
    /// </summary>
    [Range(50, 600_000)]
    public int AfterMilliseconds { get; set; } = 3_000;

    /// <summary>Batches that are under way to other operators at once.</summary>
    [Range(1, 256)]
    public int MaxOpen { get; set; } = 4;

    /// <summary>Own limit for one call, in milliseconds.</summary>
    [Range(50, 60_000)]
    public int TimeoutMilliseconds { get; set; } = 5_000;

    public TimeSpan After => TimeSpan.FromMilliseconds(AfterMilliseconds);

    public TimeSpan Timeout => TimeSpan.FromMilliseconds(TimeoutMilliseconds);
}
