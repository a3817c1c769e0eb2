using SharedSequencer.Client;
using SharedSequencer.Launcher.Traffic;
using SharedSequencer.Protocol;

namespace SharedSequencer.Launcher.Bundles;

/// <summary>What became of a bundle, by proofs that were verified and by the receipts of the rollups' own nodes.</summary>
/// <param name="Standing">What the chain says of the bundle itself.</param>
/// <param name="Decision">What the chain says of its terms; execution mode only.</param>
/// <param name="Placed">How many of its transactions stand in the block that the outcome is in.</param>
/// <param name="PlacedElsewhere">How many stand in another one.</param>
/// <param name="Executed">Of how many a node has a receipt.</param>
/// <param name="Transactions">How many there are.</param>
/// <param name="IsDecidable">Whether it is of execution mode.</param>
internal sealed record BundleCheck(
    BundleStanding Standing, BundleStanding Decision, int Placed, int PlacedElsewhere, int Executed, int Transactions,
    bool IsDecidable)
{
    /// <summary>Whether all legs stand in one block, as the chain says, and ran.</summary>
    public bool IsIncluded => Standing == BundleStanding.Included && Placed == Transactions && Executed == Transactions;

    /// <summary>Whether the chain said nothing that is proved, or nothing of how it decided.</summary>
    public bool IsUnproven => Standing == BundleStanding.Unsaid || (IsDecidable && Decision == BundleStanding.Unsaid);

    /// <summary>Whether there is nothing to wait for.</summary>
    public bool IsComplete => !IsUnproven && (IsIncluded || IsRefused);

    /// <summary>Whether the chain refused it and no leg stands anywhere.</summary>
    public bool IsRefused => Standing == BundleStanding.Refused && Placed == 0 && PlacedElsewhere == 0;

    /// <summary>Whether the chain refused it or decided against it.</summary>
    public bool IsAborted => Standing == BundleStanding.Refused || Decision == BundleStanding.Aborted;

    /// <summary>Whether some of it stands in a block and some does not, or not as the chain says.</summary>
    public bool IsPartial => PlacedElsewhere > 0
        || (Standing == BundleStanding.Included ? Placed < Transactions || Executed < Transactions : Placed > 0);

    /// <summary>Asks, and verifies the answers.</summary>
    /// <param name="bundle">The bundle.</param>
    /// <param name="bundles">Who proves outcomes.</param>
    /// <param name="proofs">Who proves places.</param>
    /// <param name="nodes">The rollups' own nodes.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async Task<BundleCheck> OfAsync(
        Bundle bundle, BundleClient bundles, ProofClient proofs, IReadOnlyDictionary<RollupId, NodeClient> nodes,
        CancellationToken cancellation)
    {
        var said = await bundles.ProveAsync(bundle, cancellation);
        var height = said.Outcome?.Header.Height;
        var (placed, elsewhere, executed, all) = (0, 0, 0, 0);
        for (var leg = 0; leg < bundle.Legs.Count; leg++)
        {
            var rollup = bundle.Terms.Legs[leg].Rollup;
            var hashes = bundle.Legs[leg].TransactionHashes;
            all += hashes.Count;
            executed += (await nodes[rollup].ReceiptsAsync(hashes, cancellation)).Count(receipt => receipt is not null);
            foreach (var hash in hashes)
            {
                var place = await proofs.GetAsync(rollup, hash, cancellation);
                placed += place?.Header.Height is { } there && there == height ? 1 : 0;
                elsewhere += place is not null && place.Header.Height != height ? 1 : 0;
            }
        }

        return new BundleCheck(
            StandingOf(said.Outcome, bundle), StandingOf(said.Decision, bundle), placed, elsewhere, executed, all,
            bundle.Terms.Mode == BundleMode.Execution);
    }

    private static BundleStanding StandingOf(OutcomeProof? proof, Bundle bundle) =>
        proof is null ? BundleStanding.Unsaid : BundleVerdict.Of(proof.Outcome, bundle).Standing;
}
