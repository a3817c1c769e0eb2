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

    /// <summary>Whether it was asked for by its escrow id: then the answer is about the terms, whichever bundle decided them.</summary>
    public bool IsAskedByTerms { get; init; }

    /// <summary>What it was asked for by.</summary>
    public Hash256? NameAsked => IsAskedByTerms ? EscrowId : Id;

    /// <summary>The bundle as it was last taken here; null when it never was.</summary>
    public Bundle? Bundle { get; init; }

    /// <summary>Hash of the item that brought it last: its name among transactions.</summary>
    public Hash256? Item { get; init; }

    /// <summary>Each time that it was taken here: again after it was ordered in vain.</summary>
    public IReadOnlyList<BundleAttempt> Attempts { get; init; } = [];

    public BundleOutcome? Outcome { get; init; }

    public BundleOutcome? Decision { get; init; }

    /// <summary>Why its last item was ordered in vain; the bundle itself is not judged then and may come again.</summary>
    public BundleDrop? Drop => Attempts.Count > 0 ? Attempts[^1].Drop : null;

    /// <summary>
    /// The decision, as far as what was asked for has part in it: terms always, a bundle only if the chain judged it first. A
    /// second one with the same terms comes too late for them.
    /// </summary>
    public BundleOutcome? OwnDecision =>
        IsAskedByTerms || Outcome is { Code: not OutcomeCode.TermsUsed } ? Decision : null;

    public BundleStatus Status => this switch
    {
        { Outcome: { Code: not (OutcomeCode.Included or OutcomeCode.TermsUsed) } } => BundleStatus.Refused,
        { OwnDecision: { Code: OutcomeCode.Committed } } => BundleStatus.Committed,
        { OwnDecision: not null } => BundleStatus.Aborted,
        { Outcome: { Code: OutcomeCode.TermsUsed } } => BundleStatus.Refused,
        { Outcome: not null } => BundleStatus.Included,
        { Drop: not null } => BundleStatus.Dropped,
        _ => BundleStatus.Received,
    };

    /// <summary>
    /// Whether the chain will say no more about it. An included bundle that was not taken here may be of execution mode, so it
    /// is not; of used terms the decision is awaited.
    /// </summary>
    public bool IsFinal => Status switch
    {
        BundleStatus.Received or BundleStatus.Dropped => false,
        BundleStatus.Included => Bundle is { Terms.Mode: not BundleMode.Execution },
        BundleStatus.Refused => Outcome?.Code != OutcomeCode.TermsUsed || !IsAskedByTerms,
        _ => true,
    };
}
