using SharedSequencer.Protocol;
using SharedSequencer.Simulation.Tests.Scenarios;

namespace SharedSequencer.Simulation.Tests.PlantedBugs;

/// <summary>Takes certificates without checking their signatures.</summary>
internal sealed class TrustingForgeries : PlantedBug
{
    public override IReadOnlyList<string> CaughtBy => ["FinalityChecker", "SpeechChecker"];

    public override Scenario Tempt(Scenario scenario) => Temptation.WithLiar(scenario, "forge-certificates");

    public override bool IsGullibleAbout(PeerMessage message) => message is PeerMessage.Decided;
}
