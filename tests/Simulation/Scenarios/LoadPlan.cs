namespace SharedSequencer.Simulation.Tests.Scenarios;

/// <summary>What is sent for ordering. All of it must be final in the end.</summary>
/// <param name="Ingresses">How many ingresses send.</param>
/// <param name="Rollups">How many rollups there are; the first batch registers them.</param>
/// <param name="Batches">How many batches are sealed, the registration apart.</param>
/// <param name="Until">When the last one is sealed.</param>
/// <param name="Repeats">Probability that a transaction was sent before.</param>
/// <param name="ShortLived">Probability that the batches of a lane live about a second only, and then may expire.</param>
/// <param name="Large">Whether batches are so large that a backlog does not fit into one block.</param>
/// <param name="TwoFaced">Whether one more ingress signs two batches with one sequence.</param>
internal sealed record LoadPlan(
    int Ingresses, int Rollups, int Batches, TimeSpan Until, double Repeats, double ShortLived, bool Large, bool TwoFaced)
{
    /// <summary>Bundles too; null when there are none.</summary>
    public BundlePlan? Bundles { get; init; }

    /// <summary>How many rollups are registered: bundles need two.</summary>
    public int RegisteredRollups => Bundles is null ? Rollups : Math.Max(2, Rollups);

    public override string ToString() => FormattableString.Invariant(
        $"{Batches} batches of {Ingresses} ingresses for {Rollups} rollups until {Until.TotalMilliseconds:0} ms, ")
        + FormattableString.Invariant($"repeats {Repeats:0.##}, short-lived {ShortLived:0.##}")
        + (Large ? ", large" : "") + (TwoFaced ? ", one two-faced" : "")
        + (Bundles is null ? "" : $"; {Bundles}");
}
