using SharedSequencer.Protocol;

namespace SharedSequencer.Simulation.Tests.PlantedBugs;

/// <summary>Tells the application of a block twice.</summary>
internal sealed class DeliveringTwice : PlantedBug
{
    public override IReadOnlyList<string> CaughtBy => ["DeliveryChecker"];

    public override IReadOnlyList<CoreEffect> Alter(IReadOnlyList<CoreEffect> effects) =>
        [.. effects.SelectMany(effect => effect is CoreEffect.Deliver ? new[] { effect, effect } : [effect])];
}
