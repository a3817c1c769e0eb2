using SharedSequencer.Protocol;

namespace SharedSequencer.Simulation.Tests.Nodes;

/// <summary>Where the effects of a hosted core go.</summary>
internal interface ICoreOutlet
{
    /// <summary>A core starts from this.</summary>
    void Started(RecoveredCore recovered);

    /// <summary>These records are durable.</summary>
    void Journaled(IReadOnlyList<CoreEffect> records);

    /// <summary>Everything that is not a record; a <see cref="CoreEffect.ServeFinal"/> comes as what it sends.</summary>
    void Emitted(CoreEffect effect);

    /// <summary>The core threw: it found one of its invariants broken.</summary>
    void Stopped(Exception failure);
}
