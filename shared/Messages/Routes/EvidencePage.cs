namespace SharedSequencer.Messages;

/// <summary>Proofs of misbehaviour, oldest first.</summary>
/// <param name="Items">The proofs.</param>
/// <param name="Next">Cursor of the next page; null when there was nothing after the cursor.</param>
public sealed record EvidencePage(IReadOnlyList<EvidenceItem> Items, string? Next);
