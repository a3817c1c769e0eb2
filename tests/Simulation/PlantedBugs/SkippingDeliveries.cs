using SharedSequencer.Protocol;

namespace SharedSequencer.Simulation.Tests.PlantedBugs;

/// <summary>Does not tell the application of empty blocks.</summary>
internal sealed class SkippingDeliveries : PlantedBug
{
    public override IReadOnlyList<string> CaughtBy => ["DeliveryChecker"];

    public override IReadOnlyList<CoreEffect> Alter(IReadOnlyList<CoreEffect> effects) =>
        [.. effects.Where(effect => effect is not CoreEffect.Deliver(var block, _) || block.Block.Certificates.Count > 0)];
}
