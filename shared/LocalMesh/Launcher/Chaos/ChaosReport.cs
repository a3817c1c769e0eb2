using SharedSequencer.Launcher.Bundles;
using SharedSequencer.Launcher.Traffic;

namespace SharedSequencer.Launcher.Chaos;

/// <summary>The result of a chaos run.</summary>
internal sealed record ChaosReport
{
    public required ChaosOptions Options { get; init; }

    public required int Validators { get; init; }

    public required TimeSpan Duration { get; init; }

    public required IReadOnlyList<ChaosStep> Steps { get; init; }

    public required IReadOnlyList<LeaderKill> Kills { get; init; }

    public required IReadOnlyList<TrafficCheck> Rollups { get; init; }

    public required ChainComparison Chains { get; init; }

    /// <summary>What became of the bundles; null when none were sent.</summary>
    public BundleCounts? Bundles { get; init; }

    /// <summary>What became of the swaps; null when there were none.</summary>
    public SwapCounts? Swaps { get; init; }

    public required string Sidecar { get; init; }

    public int Accepted => Rollups.Sum(rollup => rollup.Accepted);

    public int Lost => Rollups.Sum(rollup => rollup.Lost);

    public int Duplicated => Rollups.Sum(rollup => rollup.Duplicated);

    /// <summary>Rollups whose node did not execute exactly the verified log, in its order and whole.</summary>
    public int Reordered => Rollups.Count(rollup => !rollup.IsOrderOfTheNode || !rollup.IsComplete);

    public ulong Forks => Chains.Forks + Chains.Unproven;

    public bool IsOk => Lost == 0 && Duplicated == 0 && Reordered == 0 && Forks == 0
        && Bundles is null or { IsOk: true } && Swaps is null or { IsOk: true };

    public double FailoverMs(double share) => Quantile.Of([.. Kills.Select(kill => kill.FailoverMs)], share);

    public double WhileDownMs(double share) => Quantile.Of([.. Kills.Select(kill => kill.WhileDownMs)], share);
}
