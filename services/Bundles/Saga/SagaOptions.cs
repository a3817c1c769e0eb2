using System.ComponentModel.DataAnnotations;

namespace SharedSequencer.Bundles.Saga;

/// <summary>How long sagas wait and are kept; section <c>Saga</c>. Times are chain time.</summary>
internal sealed class SagaOptions
{
    /// <summary>How long an included bundle may wait for the word that its legs ran, in milliseconds.</summary>
    [Range(1_000, 86_400_000)]
    public int SettleAfterMs { get; init; } = 600_000;

    /// <summary>How long an ended bundle is kept, in hours.</summary>
    [Range(1, 87_600)]
    public int KeepHours { get; init; } = 168;

    /// <summary>Most time-outs taken at once.</summary>
    [Range(1, 10_000)]
    public int TimeOutsPerRound { get; init; } = 256;

    /// <summary>Unpublished events above which /readyz tells.</summary>
    [Range(1, 10_000_000)]
    public int BacklogLimit { get; init; } = 10_000;
}
