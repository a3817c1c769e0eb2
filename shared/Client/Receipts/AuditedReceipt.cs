using SharedSequencer.Protocol;

namespace SharedSequencer.Client;

/// <summary>A receipt and what the verified chain says of it.</summary>
/// <param name="Receipt">The ingress's promise, its signature checked.</param>
/// <param name="Standing">Whether it was kept so far.</param>
/// <param name="Head">The last block that was read.</param>
public sealed record AuditedReceipt(SignedReceipt Receipt, ReceiptStanding Standing, BlockPosition Head)
{
    /// <summary>What convinces others that the promise was broken; null when it was not.</summary>
    public Evidence.BrokenReceipt? Evidence => Standing == ReceiptStanding.Broken
        ? new Evidence.BrokenReceipt(Receipt.Receipt, Receipt.Ingress, Receipt.Signature)
        : null;
}
