using SharedSequencer.Protocol;

namespace SharedSequencer.Client;

/// <summary>A piece of evidence from a server.</summary>
/// <param name="Evidence">What was signed.</param>
/// <param name="IsProven">
/// Whether the genesis alone proves it. A <see cref="Protocol.Evidence.FalseBlock"/> needs the state after its parent
/// (<see cref="Protocol.Evidence.IsValid(ChainState)"/>), a <see cref="Protocol.Evidence.BrokenReceipt"/> a
/// <see cref="ReceiptAudit"/>.
/// </param>
public sealed record CollectedEvidence(Evidence Evidence, bool IsProven);
