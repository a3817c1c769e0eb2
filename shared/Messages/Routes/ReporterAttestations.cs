namespace SharedSequencer.Messages;

/// <summary>What a reporter attests of a bundle.</summary>
/// <param name="Attestations">Encoded attestations, 0x hex, one per leg at most.</param>
public sealed record ReporterAttestations(IReadOnlyList<string> Attestations);
