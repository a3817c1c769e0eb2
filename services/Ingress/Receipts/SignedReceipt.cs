namespace SharedSequencer.Ingress.Receipts;

/// <summary>
/// A <see cref="Protocol.Receipt"/> with its signature, as users see it. The deadline is chain time in milliseconds.
/// </summary>
internal sealed record SignedReceipt(
    string Network, string RollupId, string Transaction, string Deadline, string Ingress, string Signature);
