using SharedSequencer.Protocol;
using SharedSequencer.Simulation.Tests.Scenarios;

namespace SharedSequencer.Simulation.Tests.PlantedBugs;

/// <summary>Votes for a block on any notarized parent, whatever views were passed over (R13).</summary>
internal sealed class AcceptingAnyParent : PlantedBug
{
    public override IReadOnlyList<string> CaughtBy => ["AgreementChecker", "core", "LivenessChecker", "SpeechChecker"];

    public override Scenario Tempt(Scenario scenario) => Temptation.WithLiar(scenario, "unjustified-parent");

    public override bool IsGullibleAbout(PeerMessage message) => message is PeerMessage.Proposed;

    public override VotingRules Rules { get; } = new Mistaken();

    private sealed class Mistaken : VotingRules
    {
        internal override bool IsJustified(Proposal proposal) => true;
    }
}
