namespace SharedSequencer.Messages;

/// <summary>What a reporter attests of a bundle.</summary>
/// <param name="Attestations">Encoded attestations, 0x hex, one per leg at most.</param>
/// <param name="Refusals">Why it attests nothing of the other legs that have preconditions.</param>
public sealed record ReporterAttestations(
    IReadOnlyList<string> Attestations, IReadOnlyList<AttestationRefusal>? Refusals = null);
