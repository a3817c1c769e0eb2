using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Simulation.Tests.Checkers;

/// <summary>
/// Cancels and replacements take effect in the order of the chain (R21): what was cancelled or replaced before is refused, nothing
/// else is, at most one version is included, and nobody takes back what is another's.
/// </summary>
internal sealed class ReplacementChecker(Genesis genesis, BundleReading reading) : ChainChecker
{
    private static readonly TimeSpan LongestLife = TimeSpan.FromMinutes(10);

    private readonly HashSet<Hash256> _decided = [];
    private readonly HashSet<(Address Submitter, Hash256 Bundle)> _cancelled = [];
    private readonly Dictionary<(Address Submitter, Hash256 Replacement), Versions> _versions = [];

    protected override void Check(FinalizedBlock block, ExpandedBlock expanded)
    {
        var cancels = new List<Hash256>();
        foreach (var step in reading.Of(block, expanded).SelectMany(steps => steps))
        {
            if (step is { Item: BundleItem.Submit(var bundle, _), Code: { } code })
                Judge(block.Header.Height, bundle, code);
            else if (step.Item is BundleItem.Cancel(var cancel) && TakesEffect(cancel, block.Header.Timestamp))
                cancels.Add(Bury(cancel));
        }

        Require(
            expanded.Outcomes
                .Where(outcome => outcome is { Kind: OutcomeKind.BundleItem, Code: OutcomeCode.Applied })
                .Select(outcome => outcome.Subject)
                .SequenceEqual(cancels),
            $"block {block.Header.Height} applies other cancels than the {cancels.Count} that take effect in it");
    }

    private void Judge(Height height, Bundle bundle, OutcomeCode code)
    {
        var terms = bundle.Terms;
        var key = (terms.Submitter, terms.Replacement);
        var versions = terms.Version == 0 ? default : _versions.GetValueOrDefault(key);
        var isCancelled = _cancelled.Contains((terms.Submitter, bundle.Id)) || (terms.Version > 0 && terms.Version <= versions.Cancelled);
        var isReplaced = terms.Version > 0 && (versions.IsIncluded || terms.Version <= versions.Highest);
        var isRight = code switch
        {
            OutcomeCode.TermsUsed or OutcomeCode.Expired => true,
            OutcomeCode.Cancelled => isCancelled,
            OutcomeCode.Replaced => isReplaced && !isCancelled,
            _ => !isCancelled && !isReplaced,
        };
        Require(
            isRight,
            $"block {height} says {code} of bundle {bundle.Id}, version {terms.Version}: cancelled {isCancelled}, replaced {isReplaced}");
        _decided.Add(bundle.Id);
        if (terms.Version > 0)
        {
            _versions[key] = versions with
            {
                Highest = Math.Max(versions.Highest, terms.Version),
                IsIncluded = versions.IsIncluded || code == OutcomeCode.Included,
            };
        }
    }

    private bool TakesEffect(BundleCancel cancel, ChainTime now) =>
        cancel.Network == genesis.NetworkId
        && cancel.NotAfter >= now
        && cancel.NotAfter <= now.Plus(LongestLife)
        && BundleReading.IsSigned(cancel.Digest(), cancel.Signature, cancel.Submitter)
        && !_decided.Contains(cancel.Bundle)
        && !_versions.GetValueOrDefault((cancel.Submitter, cancel.Replacement)).IsIncluded;

    private Hash256 Bury(BundleCancel cancel)
    {
        var key = (cancel.Submitter, cancel.Replacement);
        var versions = _versions.GetValueOrDefault(key);
        if (cancel.Version == 0)
            _cancelled.Add((cancel.Submitter, cancel.Bundle));
        else
            _versions[key] = versions with { Cancelled = Math.Max(versions.Cancelled, cancel.Version) };
        return cancel.Digest();
    }

    private readonly record struct Versions(ulong Highest, ulong Cancelled, bool IsIncluded);
}
