using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>What R20 and R21 say of one authentic bundle that is not decided yet, at its place in a block.</summary>
/// <param name="registry">The registry after the parent block.</param>
/// <param name="timestamp">Timestamp of the block.</param>
/// <param name="placement">What the block placed so far.</param>
/// <param name="signatures">What was found right in this block: what decides nothing may stand there many times.</param>
/// <param name="law">The rules.</param>
internal sealed class BundleJudge(
    RollupRegistry registry, ChainTime timestamp, Placement placement, VerifiedSignatures signatures, BundleLaw law)
{
    /// <summary>
    /// <see cref="OutcomeCode.Included"/> or the first reason against it: what the chain alone tells, then what the
    /// attestations lack.
    /// </summary>
    internal OutcomeCode Judge(BundleItem.Submit item, BundleBook book)
    {
        var bundle = item.Bundle;
        var terms = bundle.Terms;
        if (terms.Mode == BundleMode.Execution && law.IsUsed(book, terms))
        {
            return OutcomeCode.TermsUsed;
        }

        if (terms.NotAfter < timestamp)
        {
            return OutcomeCode.Expired;
        }

        var refusal = FindReplacement(bundle, law.TombstonesOf(book)) ?? FindInLegs(bundle) ?? FindInAttestations(item);
        return refusal ?? OutcomeCode.Included;
    }

    private OutcomeCode? FindReplacement(Bundle bundle, Tombstones tombstones)
    {
        var terms = bundle.Terms;
        var cancelled = tombstones.Contains(TombstoneKey.OfBundle(terms.Submitter, bundle.Id));
        if (!terms.IsReplaceable)
        {
            return cancelled ? OutcomeCode.Cancelled : null;
        }

        var key = TombstoneKey.OfReplacement(terms.Submitter, terms.Replacement);
        return tombstones[key] switch
        {
            var stone when cancelled || terms.Version <= stone.Cancelled => OutcomeCode.Cancelled,
            var stone when law.Replaces(stone, terms.Version) => OutcomeCode.Replaced,
            _ when !tombstones.HasRoomFor(key) => OutcomeCode.TombstonesFull,
            _ => null,
        };
    }

    private OutcomeCode? FindInLegs(Bundle bundle)
    {
        for (var i = 0; i < bundle.Legs.Count; i++)
        {
            if (FindInLeg(bundle.Legs[i], bundle.Terms.Legs[i], bundle.Terms.Mode) is { } refusal)
            {
                return refusal;
            }
        }

        return null;
    }

    private OutcomeCode? FindInLeg(BundleLeg leg, LegTerms terms, BundleMode mode)
    {
        if (!registry.TryGet(terms.Rollup, out var record) || !record.IsActive)
        {
            return OutcomeCode.RollupInactive;
        }

        var needsReporter = mode == BundleMode.Execution || leg.Preconditions is not null;
        if (needsReporter && !record.HasReporter)
        {
            return OutcomeCode.NoReporter;
        }

        if (HasPlaced(leg, terms.Rollup))
        {
            return OutcomeCode.TransactionOrdered;
        }

        return leg.Preconditions?.Admits(record.Head.Number + 1) == false ? OutcomeCode.OutsideBlockRange : null;
    }

    private bool HasPlaced(BundleLeg leg, RollupId rollup)
    {
        var own = new HashSet<Hash256>();
        return leg.TransactionHashes.Any(hash => !own.Add(hash) || law.IsPlaced(placement, new PlacedTransaction(rollup, hash)));
    }

    private OutcomeCode? FindInAttestations(BundleItem.Submit item)
    {
        for (var i = 0; i < item.Bundle.Legs.Count; i++)
        {
            if (item.Bundle.Legs[i].Preconditions is { } preconditions
                && FindInAttestation(item, i, preconditions) is { } refusal)
            {
                return refusal;
            }
        }

        return null;
    }

    private OutcomeCode? FindInAttestation(BundleItem.Submit item, int leg, Preconditions preconditions)
    {
        var rollup = item.Bundle.Terms.Legs[leg].Rollup;
        var attestation = item.Attestations.FirstOrDefault(one => one.Leg == leg);
        if (attestation is null || !registry.TryGet(rollup, out var record) || !IsAbout(attestation, item.Bundle, record))
        {
            return OutcomeCode.NotAttested;
        }

        // What stands before the leg in its own rollup block changes the state as another rollup block would.
        var since = record.Head.Number - attestation.Number + (placement.CountOf(rollup) > 0 ? 1UL : 0UL);
        return since > preconditions.Slack ? OutcomeCode.StaleAttestation : null;
    }

    /// <summary>The hash of a rollup block before the head is the reporter's word alone: the state keeps no log.</summary>
    private bool IsAbout(Attestation attestation, Bundle bundle, RollupRecord record) =>
        attestation.Network == bundle.Terms.Network
        && attestation.Bundle == bundle.Id
        && attestation.Rollup == record.Rollup
        && attestation.Number <= record.Head.Number
        && (attestation.Number < record.Head.Number || attestation.Hash == record.Head.Hash)
        && signatures.IsSignedBy(attestation.Digest(), attestation.Signature, record.Reporter);
}
