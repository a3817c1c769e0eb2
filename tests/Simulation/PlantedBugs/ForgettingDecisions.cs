using SharedSequencer.Protocol;
using SharedSequencer.Simulation.Tests.Scenarios;

namespace SharedSequencer.Simulation.Tests.PlantedBugs;

/// <summary>Keeps no escrow ids in its snapshots but those that await their decision (R20).</summary>
internal sealed class ForgettingDecisions : PlantedBug
{
    public override IReadOnlyList<string> CaughtBy => ["DecisionChecker"];

    public override Scenario Tempt(Scenario scenario) => Temptation.WithBundlesBeforeCrashes(scenario);

    public override RecoveredCore Recover(RecoveredCore recovered)
    {
        var (final, book) = (recovered.Final, recovered.Final.Bundles);
        return recovered with
        {
            Final = new ChainState(
                final.Genesis,
                final.Position,
                final.Registry,
                final.Lanes,
                final.Window,
                BundleBook.Of(book.Decided, [], book.Awaiting, book.Tombstones)),
        };
    }
}
