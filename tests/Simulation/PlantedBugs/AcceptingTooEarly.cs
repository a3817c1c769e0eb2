using SharedSequencer.Protocol;

namespace SharedSequencer.Simulation.Tests.PlantedBugs;

/// <summary>Tells an ingress that a batch is safe while it is still being written.</summary>
internal sealed class AcceptingTooEarly : PlantedBug
{
    public override IReadOnlyList<string> CaughtBy => ["DurabilityChecker"];

    public override bool SendsEarly(CoreEffect effect) => effect is CoreEffect.BatchAccepted;
}
