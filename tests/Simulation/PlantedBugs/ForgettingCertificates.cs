using SharedSequencer.Protocol;

namespace SharedSequencer.Simulation.Tests.PlantedBugs;

/// <summary>Keeps no Notarization, so that after a crash nobody may be able to show why it has finalized (R19).</summary>
internal sealed class ForgettingCertificates : PlantedBug
{
    public override IReadOnlyList<string> CaughtBy => ["DurabilityChecker"];

    public override bool Forgets(CoreEffect record) => record is CoreEffect.PersistCertificate;
}
