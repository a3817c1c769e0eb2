using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Launcher.Bench;

/// <summary>
/// Holds the bundles that were sent against what verified blocks say: one outcome for each, one decision where there is to be
/// one, all legs in the block that includes it and none elsewhere. Pure.
/// </summary>
internal sealed class BundleTally
{
    private readonly Dictionary<Hash256, Bundle> _unsaid = [];
    private readonly Dictionary<Hash256, Bundle> _undecided = [];
    private readonly Dictionary<PlacedTransaction, Hash256> _unplaced = [];
    private readonly Dictionary<Hash256, OutcomeCode> _ends = [];

    /// <summary>Whether the chain has said everything about every bundle.</summary>
    public bool IsComplete => _unsaid.Count == 0 && _undecided.Count == 0;

    /// <summary>How many are missing their outcome or decision.</summary>
    public int Missing => _unsaid.Count + _undecided.Count;

    /// <summary>How every bundle ended: as Included or Committed, or the reason why not.</summary>
    public IReadOnlyDictionary<Hash256, OutcomeCode> Ends => _ends;

    /// <summary>These were sent.</summary>
    public void Expect(IEnumerable<Bundle> bundles)
    {
        foreach (var bundle in bundles)
        {
            _unsaid.Add(bundle.Id, bundle);
            if (bundle.Terms.Mode == BundleMode.Execution)
                _undecided.Add(bundle.Terms.EscrowId, bundle);
            foreach (var transaction in TransactionsOf(bundle))
                _unplaced.Add(transaction, bundle.Id);
        }
    }

    /// <summary>Takes the next block.</summary>
    /// <exception cref="LocalMeshException">A bundle is told twice, or in part, or was not sent.</exception>
    public void Take(IReadOnlyList<Outcome> outcomes, IReadOnlySet<PlacedTransaction> placed)
    {
        foreach (var outcome in outcomes.Where(outcome => outcome.Kind == OutcomeKind.Bundle))
            TakeJudgement(outcome, placed);
        foreach (var outcome in outcomes.Where(outcome => outcome.Kind == OutcomeKind.Decision))
            TakeDecision(outcome);
        foreach (var transaction in placed)
        {
            if (_unplaced.TryGetValue(transaction, out var bundle))
                throw new LocalMeshException($"{transaction.Transaction} of bundle {bundle} stands in a block without its bundle.");
        }
    }

    private void TakeJudgement(Outcome outcome, IReadOnlySet<PlacedTransaction> placed)
    {
        if (!_unsaid.Remove(outcome.Subject, out var bundle))
            throw new LocalMeshException($"The chain tells of bundle {outcome.Subject}, which it had told of or nobody sent.");
        _ends[bundle.Id] = outcome.Code;
        if (outcome.Code != OutcomeCode.Included)
            return;
        foreach (var transaction in TransactionsOf(bundle))
        {
            if (!placed.Contains(transaction))
                throw new LocalMeshException($"Bundle {bundle.Id} is included without {transaction.Transaction}.");
            _unplaced.Remove(transaction);
        }
    }

    private void TakeDecision(Outcome outcome)
    {
        if (!_undecided.Remove(outcome.Subject, out var bundle))
            throw new LocalMeshException($"The chain decides on {outcome.Subject}, which it had decided on or nobody sent.");
        // A refusal says why; the Abort that follows from it does not.
        if (outcome.Code != OutcomeCode.AbortedRefused)
            _ends[bundle.Id] = outcome.Code;
    }

    private static IEnumerable<PlacedTransaction> TransactionsOf(Bundle bundle) => bundle.Terms.Legs.Zip(bundle.Legs)
        .SelectMany(leg => leg.Second.TransactionHashes.Select(hash => new PlacedTransaction(leg.First.Rollup, hash)));
}
