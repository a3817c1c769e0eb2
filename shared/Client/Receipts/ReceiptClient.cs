using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Client;

/// <summary>
/// Fetches an ingress's signed promise and checks against the verified chain whether it was kept (P2). Neither ingress
/// nor publisher is trusted: what they can do is not answer.
/// </summary>
public sealed class ReceiptClient
{
    private readonly TransactionClient _ingress;
    private readonly BlockClient _publisher;
    private readonly Genesis _genesis;

    /// <summary>Uses an ingress and a publisher.</summary>
    /// <param name="ingress">Whom the transaction was sent to.</param>
    /// <param name="publisher">Any publisher of the network.</param>
    /// <param name="genesis">What everything is checked against.</param>
    public ReceiptClient(TransactionClient ingress, BlockClient publisher, Genesis genesis)
    {
        ArgumentNullException.ThrowIfNull(ingress);
        ArgumentNullException.ThrowIfNull(publisher);
        ArgumentNullException.ThrowIfNull(genesis);
        _ingress = ingress;
        _publisher = publisher;
        _genesis = genesis;
    }

    /// <summary>Fetches the promise for a transaction; null when the ingress gave none. Keep it: it is the proof.</summary>
    /// <exception cref="UnexpectedAnswerException">It is not signed by an ingress of the network for this transaction.</exception>
    public async Task<SignedReceipt?> GetAsync(Hash256 transaction, CancellationToken cancellationToken = default)
    {
        var receipt = await _ingress.GetReceiptAsync(transaction, cancellationToken);
        return receipt is null || receipt.IsPromiseFor(transaction, _genesis)
            ? receipt
            : throw new UnexpectedAnswerException("The receipt is not an ingress's promise for this transaction.");
    }

    /// <summary>Fetches the promise for a transaction and audits it; null when the ingress gave none.</summary>
    /// <param name="transaction">Hash of the transaction.</param>
    /// <param name="follower">See <see cref="AuditAsync(SignedReceipt, ChainFollower, CancellationToken)"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<AuditedReceipt?> AuditAsync(
        Hash256 transaction, ChainFollower follower, CancellationToken cancellationToken = default) =>
        await GetAsync(transaction, cancellationToken) is { } receipt
            ? await AuditAsync(receipt, follower, cancellationToken)
            : null;

    /// <summary>Audits a promise that was kept by its holder: reads blocks until it is decided, or the chain ends.</summary>
    /// <param name="receipt">The promise.</param>
    /// <param name="follower">
    /// Where the reading begins; it moves on. Begin at a block from before the receipt (see
    /// <see cref="ReceiptAudit.EarliestDecision"/>) or at the genesis: else what is not found is
    /// <see cref="ReceiptStanding.BegunTooLate"/>.
    /// </param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="VerificationException">A block of the publisher breaks a rule.</exception>
    /// <exception cref="ArgumentException">The receipt is no promise of an ingress of this network.</exception>
    public async Task<AuditedReceipt> AuditAsync(
        SignedReceipt receipt, ChainFollower follower, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(receipt);
        ArgumentNullException.ThrowIfNull(follower);
        if (!receipt.IsPromiseFor(receipt.Receipt.Transaction, _genesis))
        {
            throw new ArgumentException("Not a promise of an ingress of this network.", nameof(receipt));
        }

        var audit = new ReceiptAudit(receipt.Receipt, follower.State);
        if (audit.Standing == ReceiptStanding.Open)
        {
            await foreach (var block in _publisher.VerifyToHeadAsync(follower, cancellationToken))
            {
                if (audit.Take(block) != ReceiptStanding.Open)
                {
                    break;
                }
            }
        }

        return new AuditedReceipt(receipt, audit.Standing, audit.Head);
    }
}
