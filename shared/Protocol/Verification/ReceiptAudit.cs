namespace SharedSequencer.Protocol;

/// <summary>
/// Whether a receipt was kept (P2), from the chain alone: broken when the complete rollup blocks and outcomes from a
/// head before it to the first block after the deadline hold neither the transaction nor a rejection. Fed with verified
/// blocks; that an ingress gave the receipt is for the caller to check.
/// </summary>
public sealed class ReceiptAudit
{
    private readonly Receipt _receipt;
    private readonly PlacedTransaction _promised;
    private readonly bool _isEarly;

    /// <summary>Starts after a block.</summary>
    /// <param name="receipt">The promise.</param>
    /// <param name="start">
    /// The state after a block from before the receipt, with its window; the genesis always is. A transaction that was in
    /// the chain already when the receipt was given is found in the window: the promise was kept beforehand.
    /// </param>
    /// <exception cref="ArgumentException">The receipt is of another network.</exception>
    public ReceiptAudit(Receipt receipt, ChainState start)
    {
        ArgumentNullException.ThrowIfNull(receipt);
        ArgumentNullException.ThrowIfNull(start);
        if (receipt.Network != start.Genesis.NetworkId)
        {
            throw new ArgumentException("The receipt is of another network.", nameof(receipt));
        }

        _receipt = receipt;
        _promised = new PlacedTransaction(receipt.Rollup, receipt.Transaction);
        _isEarly = start.Height.Value == 0 || start.Timestamp < EarliestDecision(receipt);
        Head = start.Position;
        Standing = start.Window.Contains(_promised, start.Timestamp) ? ReceiptStanding.Kept : Judge(start.Timestamp);
    }

    /// <summary>What the blocks so far say. All but <see cref="ReceiptStanding.Open"/> stays.</summary>
    public ReceiptStanding Standing { get; private set; }

    /// <summary>The last block read.</summary>
    public BlockPosition Head { get; private set; }

    /// <summary>
    /// No block before this time can have decided about a receipt for the first time: it is given a
    /// <see cref="ProtocolDefaults.ReceiptDeadline"/> before its deadline by the ingress's clock, and two honest clocks,
    /// that one and the proposer's, are each off by the drift at most. Who promises a later
    /// deadline than the protocol's must be audited from the genesis to be fair.
    /// </summary>
    public static ChainTime EarliestDecision(Receipt receipt)
    {
        ArgumentNullException.ThrowIfNull(receipt);
        return receipt.Deadline.Minus(ProtocolDefaults.ReceiptDeadline + (2 * ProtocolDefaults.Drift));
    }

    /// <summary>Reads the next block.</summary>
    /// <exception cref="ArgumentException">It is not the next one: blocks that were not read could hold anything.</exception>
    public ReceiptStanding Take(ExpandedBlock block)
    {
        ArgumentNullException.ThrowIfNull(block);
        if (!block.Header.Height.Follows(Head.Height) || block.Header.Parent != Head.Hash)
        {
            throw new ArgumentException($"Block {block.Header.Height} does not follow block {Head.Height}.", nameof(block));
        }

        Head = BlockPosition.Of(block.Header);
        if (Standing == ReceiptStanding.Open)
        {
            Standing = Decides(block) ? ReceiptStanding.Kept : Judge(block.Header.Timestamp);
        }

        return Standing;
    }

    private bool Decides(ExpandedBlock block) =>
        block.RollupBlocks.Any(slice =>
            slice.Header.Rollup == _receipt.Rollup && slice.TransactionHashes.Contains(_receipt.Transaction))
        || block.Outcomes.Any(outcome =>
            outcome.Kind == OutcomeKind.Transaction
            && outcome.Lane == Lane.Of(_receipt.Rollup)
            && outcome.Subject == _receipt.Transaction);

    private ReceiptStanding Judge(ChainTime timestamp)
    {
        if (timestamp <= _receipt.Deadline)
        {
            return ReceiptStanding.Open;
        }

        return _isEarly ? ReceiptStanding.Broken : ReceiptStanding.BegunTooLate;
    }
}
