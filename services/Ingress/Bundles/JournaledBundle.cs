using SharedSequencer.Ingress.Journal;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ingress.Bundles;

/// <summary>
/// All that the journal knows of one bundle. What came another way is known by its outcomes alone; terms that expired
/// without a bundle by their decision.
/// </summary>
internal sealed record JournaledBundle
{
    /// <summary>Null when only the decision about an escrow id is known.</summary>
    public Hash256? Id { get; init; }

    /// <summary>Null when the bundle was not taken here.</summary>
    public Hash256? EscrowId { get; init; }

    /// <summary>The bundle as it was last taken here; null when it never was.</summary>
    public Bundle? Bundle { get; init; }

    /// <summary>Hash of the item that brought it last: its name among transactions.</summary>
    public Hash256? Item { get; init; }

    /// <summary>Wall clock at its last acceptance, Unix milliseconds; 0 when it was not taken here.</summary>
    public long ReceivedMilliseconds { get; init; }

    /// <summary>Why its item was ordered in vain; the bundle itself is not judged then and may come again.</summary>
    public Refusal? Refusal { get; init; }

    public BundleOutcome? Outcome { get; init; }

    public BundleOutcome? Decision { get; init; }

    /// <summary>A second bundle with used terms has no part in the decision about them.</summary>
    public BundleOutcome? OwnDecision => Outcome?.Code == OutcomeCode.TermsUsed ? null : Decision;

    public BundleStatus Status => this switch
    {
        { Outcome: { Code: not OutcomeCode.Included } } => BundleStatus.Refused,
        { Decision: { Code: OutcomeCode.Committed } } => BundleStatus.Committed,
        { Decision: not null } => BundleStatus.Aborted,
        { Outcome: not null } => BundleStatus.Included,
        { Refusal: not null } => BundleStatus.Dropped,
        _ => BundleStatus.Received,
    };

    /// <summary>Whether the chain will say no more about it.</summary>
    public bool IsFinal => Status switch
    {
        BundleStatus.Received or BundleStatus.Dropped => false,
        BundleStatus.Included => Bundle is { Terms.Mode: not BundleMode.Execution },
        _ => true,
    };
}
