using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Bundles.Reporters;

/// <summary>A leg that waits for its reporter's word.</summary>
/// <param name="Bundle">The bundle's id.</param>
/// <param name="Leg">Its place in the terms.</param>
/// <param name="Open">What the chain says of it.</param>
internal sealed record OverdueLeg(Hash256 Bundle, int Leg, OpenLeg Open)
{
    /// <summary>Whether the chain would count a report, as far as it is about this leg.</summary>
    public bool IsAnsweredBy(OutcomeReport report, NetworkId network) =>
        report.Network == network
        && report.Bundle == Bundle
        && report.Leg == Leg
        && report.RollupBlock == Open.RollupBlock
        && report.IsSignedBy(Open.Reporter);
}
