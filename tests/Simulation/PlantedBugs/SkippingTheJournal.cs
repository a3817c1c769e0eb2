using SharedSequencer.Protocol;

namespace SharedSequencer.Simulation.Tests.PlantedBugs;

/// <summary>Sends its votes without ever writing them down.</summary>
internal sealed class SkippingTheJournal : PlantedBug
{
    public override IReadOnlyList<string> CaughtBy => ["DurabilityChecker"];

    public override bool Forgets(CoreEffect record) => record is CoreEffect.PersistVote;
}
