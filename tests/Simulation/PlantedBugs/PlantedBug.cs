using SharedSequencer.Protocol;
using SharedSequencer.Simulation.Tests.Scenarios;

namespace SharedSequencer.Simulation.Tests.PlantedBugs;

/// <summary>
/// A mistake that every honest validator makes: in the rules of the core, or in the host around it. Each must be caught
/// by a checker within a bounded number of seeds, which shows that the checkers can.
/// </summary>
internal abstract class PlantedBug
{
    /// <summary>No mistake at all.</summary>
    public static PlantedBug None { get; } = new Nothing();

    /// <summary>Whether the host passes a message on without asking whether it is authentic.</summary>
    public virtual bool IsGullibleAbout(PeerMessage message) => false;

    /// <summary>The checkers that are meant to see it; any of them will do.</summary>
    public abstract IReadOnlyList<string> CaughtBy { get; }

    /// <summary>What the mistake needs to show: the liar who profits, the crash that reveals it.</summary>
    public virtual Scenario Tempt(Scenario scenario) => scenario;

    /// <summary>What the core takes for the conditions of an honest vote.</summary>
    public virtual VotingRules Rules { get; } = new();

    /// <summary>What the host makes of its journal at a start.</summary>
    public virtual RecoveredCore Recover(RecoveredCore recovered) => recovered;

    /// <summary>What the host makes of the effects of a round.</summary>
    public virtual IReadOnlyList<CoreEffect> Alter(IReadOnlyList<CoreEffect> effects) => [.. effects];

    /// <summary>Whether the host does not write this record.</summary>
    public virtual bool Forgets(CoreEffect record) => false;

    /// <summary>Whether the host does not wait with this effect until the records before it are durable.</summary>
    public virtual bool SendsEarly(CoreEffect effect) => false;

    /// <summary>What the validator does on an input beside what its core says.</summary>
    public virtual IReadOnlyList<CoreEffect> React(ValidatorSigner signer, Genesis genesis, CoreInput input) => [];

    private sealed class Nothing : PlantedBug
    {
        public override IReadOnlyList<string> CaughtBy => [];
    }
}
