using SharedSequencer.Protocol;

namespace SharedSequencer.Simulation.Tests.PlantedBugs;

/// <summary>Lets messages out while their records are still being written.</summary>
internal sealed class SendingTooEarly : PlantedBug
{
    public override IReadOnlyList<string> CaughtBy => ["DurabilityChecker"];

    public override bool SendsEarly(CoreEffect effect) => effect is CoreEffect.Send or CoreEffect.Broadcast;
}
