using SharedSequencer.Ingress.Journal;
using SharedSequencer.Messages;
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
        var receipt = ReceiptOf(found.Name, new ChainTime(found.DeadlineMilliseconds));
        return new SignedReceipt(
            network.ToString(), receipt.Rollup.ToString(), hash.ToString(), receipt.Deadline.ToString(),
            key.Address.ToString(), key.Sign(receipt.Digest()).ToString());
    }

    /// <summary>The receipts that were broken, after the given number: what convinces anybody who has the chain.</summary>
    public async Task<EvidencePage> ReadBrokenAsync(long after, int limit, CancellationToken cancellationToken)
    {
        var overdue = await journal.ReadOverdueAsync(after, limit, cancellationToken);
        return new EvidencePage(
            [.. overdue.Select(ItemOf)], overdue.Count > 0 ? EvidenceCursor.AfterReceipt(overdue[^1].Number) : null);
    }

    private EvidenceItem ItemOf(OverdueEntry entry)
    {
        var receipt = ReceiptOf(entry.Name, entry.Deadline);
        var broken = new Evidence.BrokenReceipt(receipt, key.Address, key.Sign(receipt.Digest()));
        return new EvidenceItem(
            EvidenceCursor.AfterReceipt(entry.Number), nameof(Evidence.BrokenReceipt), key.Address.ToString(), entry.Found,
            Hex.Encode(broken.Encode()));
    }

    private Receipt ReceiptOf(TransactionName name, ChainTime deadline) => new()
    {
        Network = network,
        Rollup = name.Lane.Rollup,
        Transaction = name.Hash,
        Deadline = deadline,
    };
}
