using SharedSequencer.Protocol;
using SharedSequencer.Simulation.Tests.Scenarios;

namespace SharedSequencer.Simulation.Tests.PlantedBugs;

/// <summary>Votes for blocks whose certificates break the order, or that are stamped at will (R6, R8).</summary>
internal sealed class AcceptingAnyBody : PlantedBug
{
    public override IReadOnlyList<string> CaughtBy => ["OrderChecker", "TimestampChecker"];

    public override Scenario Tempt(Scenario scenario) => Temptation.WithLiar(scenario, "reorder-certificates");

    public override VotingRules Rules { get; } = new Mistaken();

    private sealed class Mistaken : VotingRules
    {
        internal override BlockFault Check(ChainState parent, Block block, Func<Certificate, bool> isValid) => BlockFault.None;
    }
}
