namespace SharedSequencer.Protocol;

/// <summary>
/// The single rules by which bundles are judged, placed and decided; what they mean together is <see cref="BundleWalk"/>'s.
/// Tests replace single rules to show that the checkers notice; nothing else does.
/// </summary>
internal class BundleLaw
{
    /// <summary>What holds.</summary>
    internal static readonly BundleLaw Standing = new();

    /// <summary>R20: whether a bundle id was decided, so that its bundle is not judged again.</summary>
    internal virtual bool IsDecided(BundleBook book, Bundle bundle) => book.TryGetDecided(bundle.Id, out _);

    /// <summary>R20: whether terms were included or decided before.</summary>
    internal virtual bool IsUsed(BundleBook book, BundleTerms terms) => book.IsUsed(terms.EscrowId);

    /// <summary>R20: whether a transaction has its place already, so that no bundle may bring it.</summary>
    internal virtual bool IsPlaced(Placement placement, PlacedTransaction transaction) => placement.IsPlaced(transaction);

    /// <summary>R22: whether a transaction of an included bundle is placed.</summary>
    internal virtual bool Places(Placement placement, PlacedTransaction transaction) => true;

    /// <summary>R21: the cancels and replacements that count.</summary>
    internal virtual Tombstones TombstonesOf(BundleBook book) => book.Tombstones;

    /// <summary>R21: whether what was ordered before stands in the way of a version.</summary>
    internal virtual bool Replaces(Tombstone stone, ulong version) => stone.Replaces(version);

    /// <summary>R23: whether a bundle has waited beyond its deadline, so that no report counts any more.</summary>
    internal virtual bool IsOverdue(OpenBundle open, ChainTime timestamp) => open.Deadline < timestamp;

    /// <summary>R23: what a block aborts of that, by deadline, then escrow id; what is beyond the bound waits for the next.</summary>
    internal virtual IEnumerable<OpenBundle> Overdue(BundleBook book, ChainTime timestamp) =>
        book.Awaiting.TakeWhile(open => IsOverdue(open, timestamp)).Take(ProtocolDefaults.MaxOverduePerBlock);

    /// <summary>R23: whether a report is the word of the one whose word counts.</summary>
    internal virtual bool Counts(OutcomeReport report, OpenLeg leg) => report.IsSignedBy(leg.Reporter);

    /// <summary>R23: whether enough legs have succeeded for a Commit.</summary>
    internal virtual bool IsComplete(OpenBundle open) => open.IsComplete;

    /// <summary>R23: the book after a decision, to which nothing can be added.</summary>
    internal virtual BundleBook Settle(BundleBook book, OpenBundle open) => book.WithoutOpen(open);
}
