using SharedSequencer.Launcher.Traffic;

namespace SharedSequencer.Launcher.Bench;

/// <summary>The result of the intake benchmark.</summary>
/// <param name="Singles">Rounds with one transaction per request.</param>
/// <param name="Batches">Rounds with batches.</param>
/// <param name="RecoveryPerCore">Signatures that one core recovers per second.</param>
/// <param name="IsExecuted">Whether the rollup's node executed everything meanwhile.</param>
/// <param name="Sidecar">What stood beside the services.</param>
internal sealed record IntakeReport(
    IReadOnlyList<RoundResult> Singles,
    IReadOnlyList<RoundResult> Batches,
    double RecoveryPerCore,
    bool IsExecuted,
    string Sidecar)
{
    /// <summary>What the mesh did besides accepting, in a sentence.</summary>
    public string Meanwhile => IsExecuted
        ? "The mesh also ordered, archived and executed everything; anvil only accepted."
        : "The mesh also ordered and archived everything; neither side executed anything.";

    /// <summary>The median over rounds.</summary>
    public static double Median(IReadOnlyList<RoundResult> rounds, Func<RoundResult, double> figure) =>
        Quantile.Of([.. rounds.Select(figure)], 0.5);

    /// <summary>The medians of CPU µs per transaction by process.</summary>
    public static IReadOnlyDictionary<string, double> MedianCpu(IReadOnlyList<RoundResult> rounds) =>
        rounds[0].MeshCpu.Keys.ToDictionary(
            process => process, process => Median(rounds, round => round.MeshCpu[process]));
}
