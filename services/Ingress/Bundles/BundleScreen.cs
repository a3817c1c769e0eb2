using SharedSequencer.Ingress.Lanes;
using SharedSequencer.Ingress.Rollups;
using SharedSequencer.Ingress.Transactions;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ingress.Bundles;

/// <summary>What can be said of a bundle from this side of the order: who signed it, its time, its rollups, its transactions.</summary>
internal sealed class BundleScreen(Genesis genesis, RollupDirectory rollups, TransactionScreen transactions, IngressClock clock)
{
    /// <summary>Whether the submitter asks for it; one recovery.</summary>
    public BundleProblem? CheckSubmitter(Bundle bundle)
    {
        if (bundle.Terms.Network != genesis.NetworkId) return BundleProblems.WrongNetwork;
        return bundle.HasValidSignature() ? null : BundleProblems.BadSignature;
    }

    public BundleProblem? CheckTime(ChainTime notAfter)
    {
        var now = clock.ChainNow;
        if (notAfter < now) return BundleProblems.Expired;
        return notAfter > now.Plus(ProtocolDefaults.MaxBundleLifetime) ? BundleProblems.TooLongLived : null;
    }

    /// <summary>The transactions, if each leg could stand in its rollup: a recovery for each.</summary>
    public Attempt<LegTransaction[]> CheckLegs(Bundle bundle)
    {
        var all = new List<LegTransaction>();
        for (var i = 0; i < bundle.Legs.Count; i++)
        {
            var terms = bundle.Terms.Legs[i];
            if (rollups.Find(terms.Rollup) is not { Record: var record }) return BundleProblems.UnknownRollup.At($"legs[{i}]");
            if (!record.IsActive) return BundleProblems.RollupInactive.At($"legs[{i}]");
            var needsReporter = bundle.Terms.Mode == BundleMode.Execution || bundle.Legs[i].Preconditions is not null;
            if (needsReporter && !record.HasReporter) return BundleProblems.NoReporter.At($"legs[{i}]");
            if (CheckTransactions(bundle.Legs[i], i, record, all) is { } problem) return problem;
        }
        return all.ToArray();
    }

    private BundleProblem? CheckTransactions(BundleLeg leg, int index, RollupRecord rollup, List<LegTransaction> all)
    {
        var submissions = leg.Transactions.Select(static raw => new Submission { Raw = raw.ToArray() }).ToArray();
        transactions.Screen(submissions, submissions.Length, rollup.ChainId);
        for (var i = 0; i < submissions.Length; i++)
        {
            ref readonly var submission = ref submissions[i];
            if (submission.Verdict == Verdict.Accepted)
            {
                all.Add(new LegTransaction(Lane.Of(rollup.Rollup), submission.Hash, submission.Sender, submission.Nonce));
                continue;
            }
            var problem = BundleProblems.Of(submission.Verdict);
            var place = $"legs[{index}].txs[{i}]";
            return problem.At(problem.Subject is { } reason ? $"{place}: {reason}" : place);
        }
        return null;
    }
}
