using System.ComponentModel.DataAnnotations;

namespace SharedSequencer.Publisher.Reporting;

/// <summary>How outcomes are reported; section <c>Reporter</c>.</summary>
internal sealed class ReporterOptions
{
    /// <summary>Pause after the first report that did not get through, in milliseconds; each further one is twice as long.</summary>
    [Range(10, 60_000)]
    public int FirstPauseMs { get; init; } = 250;

    /// <summary>
    /// Longest pause between two tries, and the time that the chain has to show a report that was accepted, in milliseconds.
    /// </summary>
    [Range(10, 600_000)]
    public int LongestPauseMs { get; init; } = 5_000;

    /// <summary>How often it is looked for what no signal told of, in milliseconds.</summary>
    [Range(10, 60_000)]
    public int IdleCheckMs { get; init; } = 1_000;

    /// <summary>A report that the chain has not shown for so long makes <c>/readyz</c> tell, in milliseconds.</summary>
    [Range(1_000, 600_000)]
    public int OverdueMs { get; init; } = 15_000;
}
