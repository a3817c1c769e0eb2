using SharedSequencer.Ingress.Journal;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ingress.Receipts;

/// <summary>
/// Signs receipts on request. Deadline and transaction come from the journal and signatures are deterministic, so
/// whoever asks twice gets the same receipt.
/// </summary>
internal sealed class ReceiptIssuer(JournalReader journal, NetworkId network, PrivateKey key)
{
    /// <summary>Null for what was never taken, and for what is held: a held transaction has no promise yet.</summary>
    public async Task<SignedReceipt?> IssueAsync(Hash256 hash, CancellationToken cancellationToken)
    {
        var found = await journal.FindAsync(hash, cancellationToken);
        if (found is null || found.Position == 0 || found.Name.Lane.IsShared) return null;
        var receipt = new Receipt
        {
            Network = network,
            Rollup = found.Name.Lane.Rollup,
            Transaction = hash,
            Deadline = new ChainTime(found.DeadlineMilliseconds),
        };
        return new SignedReceipt(
            network.ToString(), receipt.Rollup.ToString(), hash.ToString(), receipt.Deadline.ToString(),
            key.Address.ToString(), key.Sign(receipt.Digest()).ToString());
    }
}
