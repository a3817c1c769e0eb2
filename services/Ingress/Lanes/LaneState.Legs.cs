using SharedSequencer.Ingress.Accounts;
using SharedSequencer.Ingress.Bundles;
using SharedSequencer.Ingress.Journal;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ingress.Lanes;

/// <summary>What bundles bring to the rollup: no entries of its lane, but nonces of its senders.</summary>
internal sealed partial class LaneState
{
    /// <summary>How many skipped hashes are remembered.</summary>
    private const int MostSkipped = 1_024;

    private static readonly Action<JournalGroup, ((Lane Lane, Address Sender) Name, LegRun? Legs)> SetLegs =
        static (group, change) => group.Legs[change.Name] = change.Legs;

    /// <summary>What the rollup is known to have skipped: a report may come before the block that it is about is searched.</summary>
    private readonly RecentHashes _skipped = new(MostSkipped);

    private readonly Dictionary<Hash256, Entry> _bundles = [];

    /// <summary>The entry that brings a bundle, while it is not final.</summary>
    public Entry? FindBundle(in Hash256 id)
    {
        lock (_gate)
        {
            return _bundles.GetValueOrDefault(id);
        }
    }

    /// <summary>
    /// A final block holds these transactions of a bundle, in this order: they count like own entries that are final, and what
    /// was held for them follows.
    /// </summary>
    public void IncludeLegs(IEnumerable<LegTransaction> legs)
    {
        lock (_gate)
        {
            foreach (var leg in legs)
            {
                _parts.Recent.Add(leg.Hash);
                if (_accounts is null || _skipped.Contains(leg.Hash)) continue;
                if (_accounts.Include(leg, _lastPosition) is { Held: not null } account) _ = ReleaseHeld(account, NothingToWrite);
            }
        }
    }

    /// <summary>The rollup came to these transactions, whichever way they were ordered.</summary>
    public void ExecutedLegs(IEnumerable<Hash256> executed, IEnumerable<Hash256> skipped)
    {
        if (_accounts is null) return;
        lock (_gate)
        {
            foreach (var hash in executed) _accounts.ExecutedLeg(hash);
            foreach (var hash in skipped) _skipped.Add(hash);
        }
    }

    private void SaveLegs(Address sender, LegRun? legs) => _parts.Journal.Append(((Lane, sender), legs), SetLegs);
}
