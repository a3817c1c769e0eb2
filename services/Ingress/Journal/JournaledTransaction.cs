using SharedSequencer.Primitives;

namespace SharedSequencer.Ingress.Journal;

/// <summary>All that the journal knows of one transaction or operation.</summary>
internal sealed record JournaledTransaction
{
    public required TransactionName Name { get; init; }

    /// <summary>Place within the lane; 0 while held, and after being held in vain.</summary>
    public long Position { get; init; }

    public Address Sender { get; init; }

    public ulong Nonce { get; init; }

    /// <summary>Wall clock at acceptance, Unix milliseconds.</summary>
    public long ReceivedMilliseconds { get; init; }

    /// <summary>Chain time by which the receipt promises a place or a refusal.</summary>
    public ulong DeadlineMilliseconds { get; init; }

    public ReadOnlyMemory<byte> Raw { get; init; }

    public JournaledBatch? Batch { get; init; }

    public Refusal? Refusal { get; init; }

    public ExecutionRecord? Execution { get; init; }

    public LadderStep Step => this switch
    {
        { Refusal: { Exit: LadderExit.Expired } } => LadderStep.Expired,
        { Refusal: not null } => LadderStep.Rejected,
        { Position: 0 } => LadderStep.Held,
        { Batch.Height: not null } => LadderStep.SoftCommitted,
        _ => LadderStep.Received,
    };
}
