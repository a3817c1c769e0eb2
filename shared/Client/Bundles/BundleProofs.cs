using SharedSequencer.Protocol;

namespace SharedSequencer.Client;

/// <summary>What is proved about a bundle against the genesis.</summary>
/// <param name="Outcome">That it was included, or refused; null when nothing is proved.</param>
/// <param name="Decision">Execution mode: that its terms were committed, or aborted; null when nothing is proved.</param>
public sealed record BundleProofs(OutcomeProof? Outcome, OutcomeProof? Decision);
