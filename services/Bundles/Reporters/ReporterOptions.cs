using System.ComponentModel.DataAnnotations;

namespace SharedSequencer.Bundles.Reporters;

/// <summary>How reporters are asked; section <c>Reporters</c>.</summary>
internal sealed class ReporterOptions
{
    /// <summary>How long a leg may be open without a report before its reporter is asked, in milliseconds of chain time.</summary>
    [Range(100, 600_000)]
    public int ReportAfterMs { get; init; } = 2_000;

    /// <summary>
    /// Time between two looks at what is open, in milliseconds; a leg is asked about again after twice as long each time.
    /// </summary>
    [Range(10, 60_000)]
    public int CheckIntervalMs { get; init; } = 500;

    /// <summary>Longest time between two questions about one leg, in milliseconds.</summary>
    [Range(100, 600_000)]
    public int LongestPauseMs { get; init; } = 30_000;

    /// <summary>Most bundles looked at in one round.</summary>
    [Range(1, 10_000)]
    public int BundlesPerRound { get; init; } = 128;

    /// <summary>Longest wait for one answer of a reporter or of ingress, in milliseconds.</summary>
    [Range(50, 30_000)]
    public int AnswerTimeoutMs { get; init; } = 2_000;

    /// <summary>Longest wait for attestations, in milliseconds; whoever validates waits two seconds for everything.</summary>
    [Range(50, 30_000)]
    public int AttestTimeoutMs { get; init; } = 1_500;
}
