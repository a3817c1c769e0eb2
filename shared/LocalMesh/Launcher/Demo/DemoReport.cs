using SharedSequencer.Launcher.Traffic;
using SharedSequencer.Protocol;

namespace SharedSequencer.Launcher.Demo;

/// <summary>The result of the demo.</summary>
internal sealed record DemoReport
{
    public required int Rollups { get; init; }

    public required int Sent { get; init; }

    public required int Ordered { get; init; }

    public required int Executed { get; init; }

    public required int Lost { get; init; }

    public required int Duplicated { get; init; }

    public required bool IsOrderVerified { get; init; }

    public required bool IsCompletenessVerified { get; init; }

    public required bool AreProofsVerified { get; init; }

    public required BundleResult Bundles { get; init; }

    public required double SoftCommitP50 { get; init; }

    public required double SoftCommitP99 { get; init; }

    public required ulong Blocks { get; init; }

    /// <summary>Members of the committee.</summary>
    public required int Validators { get; init; }

    /// <summary>Who made the fullest block final.</summary>
    public required QuorumView Quorum { get; init; }

    /// <summary>Blocks whose order was computed anew and is the one they have.</summary>
    public required ulong Recomputed { get; init; }

    /// <summary>The final chains of all validators beside each other.</summary>
    public required ChainComparison Comparison { get; init; }

    public required string Sidecar { get; init; }

    /// <summary>What did not hold, in words.</summary>
    public required IReadOnlyList<string> Failures { get; init; }

    public bool IsOk => Failures.Count == 0;

    public static DemoReport Of(
        IReadOnlyList<RollupResult> rollups, BundleResult bundles, VerifiedChain chain, Committee committee,
        ChainComparison comparison, string sidecar)
    {
        var spans = rollups.SelectMany(rollup => rollup.SoftCommits).ToList();
        return new DemoReport
        {
            Rollups = rollups.Count,
            Sent = rollups.Sum(rollup => rollup.Sent),
            Ordered = rollups.Sum(rollup => rollup.Ordered),
            Executed = rollups.Sum(rollup => rollup.Executed),
            Lost = rollups.Sum(rollup => rollup.Accepted - rollup.Executed),
            Duplicated = rollups.Sum(rollup => rollup.Duplicated),
            IsOrderVerified = rollups.All(rollup => rollup.IsOrderOfTheNode),
            IsCompletenessVerified = rollups.All(rollup => rollup.IsComplete && rollup.AreStreamsEqual),
            AreProofsVerified = rollups.All(rollup => rollup.FailedProofs == 0),
            Bundles = bundles,
            SoftCommitP50 = Quantile.Of(spans, 0.5),
            SoftCommitP99 = Quantile.Of(spans, 0.99),
            Blocks = chain.Head.Height.Value,
            Validators = committee.Validators.Count,
            Quorum = QuorumView.Of(chain.Fullest, committee),
            Recomputed = chain.Recomputed,
            Comparison = comparison,
            Sidecar = sidecar,
            Failures = [.. rollups.SelectMany(FailuresOf), .. FailuresOf(bundles), .. FailuresOf(chain, comparison)],
        };
    }

    private static IEnumerable<string> FailuresOf(BundleResult bundles)
    {
        (bool Holds, string Failure)[] checks =
        [
            (bundles.Included == bundles.Sent, $"{bundles.Sent - bundles.Included} bundles were not included"),
            (bundles.Partial == 0, $"{bundles.Partial} bundles stand in blocks in part"),
            (bundles.Committed == 1, "the swap that both parties prepared did not change the balances"),
            (bundles.Refunded == 1, "the swap whose second leg reverts was not refunded"),
            (bundles.Stuck == 0, $"{bundles.Stuck} swaps are stuck"),
        ];
        return checks.Where(check => !check.Holds).Select(check => check.Failure);
    }

    private static IEnumerable<string> FailuresOf(VerifiedChain chain, ChainComparison comparison)
    {
        (bool Holds, string Failure)[] checks =
        [
            (chain.Recomputed == chain.Head.Height.Value, "a block's order is not the recomputed one"),
            (comparison.Forks == 0, $"the validators' chains differ at {comparison.Forks} heights"),
            (comparison.Unproven == 0, $"{comparison.Unproven} blocks of validators have no valid proof"),
        ];
        return checks.Where(check => !check.Holds).Select(check => check.Failure);
    }

    private static IEnumerable<string> FailuresOf(RollupResult rollup)
    {
        (bool Holds, string Failure)[] checks =
        [
            (rollup.Accepted == rollup.Sent, $"{rollup.Sent - rollup.Accepted} transactions were refused"),
            (rollup.Ordered == rollup.Accepted, $"{rollup.Accepted - rollup.Ordered} are not in the log"),
            (rollup.Executed == rollup.Accepted, $"{rollup.Accepted - rollup.Executed} were not executed"),
            (rollup.Reverted == 0, $"{rollup.Reverted} reverted"),
            (rollup.Duplicated == 0, $"{rollup.Duplicated} were ordered or executed twice"),
            (rollup.IsOrderOfTheNode, "the node's order is not that of the verified log"),
            (rollup.IsComplete, "the log does not end where the verified chain says"),
            (rollup.AreStreamsEqual, "the two streams carried different logs"),
            (rollup.FailedProofs == 0, $"{rollup.FailedProofs} receipts or inclusion proofs do not hold"),
            (rollup.SoftCommits.Count == rollup.Accepted, "the ingress does not tell when each was soft-committed"),
        ];
        return checks.Where(check => !check.Holds).Select(check => $"rollup {rollup.Rollup}: {check.Failure}");
    }
}
