using SharedSequencer.Protocol;

namespace SharedSequencer.Simulation.Tests.PlantedBugs;

/// <summary>Delivers blocks that it does not keep.</summary>
internal sealed class LosingFinalBlocks : PlantedBug
{
    public override IReadOnlyList<string> CaughtBy => ["DurabilityChecker"];

    public override bool Forgets(CoreEffect record) => record is CoreEffect.PersistFinal;
}
