using System.Collections.Immutable;
using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>
/// What the chain remembers of bundles: an immutable value per block, like the registry. Decided bundle ids as long as
/// their bundles are judged at all, escrow ids for ever (R20); what awaits its decision (R23); cancels and replacements
/// (R21).
/// </summary>
public sealed class BundleBook
{
    internal static readonly BundleBook Empty = new();

    private BundleBook()
    {
    }

    private BundleBook(BundleBook original)
    {
        Decided = original.Decided;
        Used = original.Used;
        Open = original.Open;
        OpenByBundle = original.OpenByBundle;
        Tombstones = original.Tombstones;
    }

    /// <summary>What awaits its decision, by deadline, then escrow id.</summary>
    public IEnumerable<OpenBundle> Awaiting => Open.Entries.Select(entry => entry.Value);

    internal TimedMap<Hash256, OutcomeCode> Decided { get; private init; } = TimedMap<Hash256, OutcomeCode>.Empty;

    internal ImmutableSortedSet<Hash256> Used { get; private init; } = [];

    internal TimedMap<Hash256, OpenBundle> Open { get; private init; } = TimedMap<Hash256, OpenBundle>.Empty;

    internal Tombstones Tombstones { get; private init; } = Tombstones.None;

    private ImmutableDictionary<Hash256, Hash256> OpenByBundle { get; init; } = ImmutableDictionary<Hash256, Hash256>.Empty;

    /// <summary>How a bundle id was decided; false when it was not, or so long ago that the bundle is not judged any more.</summary>
    public bool TryGetDecided(in Hash256 bundle, out OutcomeCode code) => Decided.TryGet(bundle, out code);

    /// <summary>Whether a bundle with terms of this escrow id was included, or the escrow id decided.</summary>
    public bool IsUsed(in Hash256 escrowId) => Used.Contains(escrowId);

    /// <summary>What awaits its decision under an escrow id.</summary>
    public bool TryGetAwaiting(in Hash256 escrowId, [NotNullWhen(true)] out OpenBundle? open) => Open.TryGet(escrowId, out open);

    /// <summary>What awaits its decision by the id of its bundle.</summary>
    public bool TryGetOpenOf(in Hash256 bundle, [NotNullWhen(true)] out OpenBundle? open)
    {
        open = null;
        return OpenByBundle.TryGetValue(bundle, out var escrowId) && Open.TryGet(escrowId, out open);
    }

    /// <summary>Without what a block of this time need not know any more.</summary>
    internal BundleBook At(ChainTime now) => new(this)
    {
        Decided = Decided.WithoutThoseBefore(now),
        Tombstones = Tombstones.WithoutThoseBefore(now),
    };

    /// <summary>A bundle id is decided, and remembered as long as a repeat would be judged.</summary>
    internal BundleBook WithDecided(Bundle bundle, OutcomeCode code) => new(this)
    {
        Decided = Decided.With(bundle.Id, code, bundle.Terms.NotAfter.Plus(ProtocolDefaults.PlacedWindow)),
    };

    /// <summary>An escrow id is taken, for ever.</summary>
    internal BundleBook WithUsed(in Hash256 escrowId) => new(this) { Used = Used.Add(escrowId) };

    internal BundleBook WithOpen(OpenBundle open) => new(this)
    {
        Used = Used.Add(open.EscrowId),
        Open = Open.With(open.EscrowId, open, open.Deadline),
        OpenByBundle = OpenByBundle.SetItem(open.Bundle, open.EscrowId),
    };

    internal BundleBook WithoutOpen(OpenBundle open) => new(this)
    {
        Open = Open.Without(open.EscrowId),
        OpenByBundle = OpenByBundle.Remove(open.Bundle),
    };

    internal BundleBook WithTombstone(TombstoneKey key, Tombstone stone, ChainTime until) => new(this)
    {
        Tombstones = Tombstones.With(key, stone, until),
    };

    /// <summary>Puts a stored book together.</summary>
    internal static BundleBook Of(
        TimedMap<Hash256, OutcomeCode> decided, ImmutableSortedSet<Hash256> used, IEnumerable<OpenBundle> open, Tombstones tombstones) =>
        open.Aggregate(
            new BundleBook { Decided = decided, Used = used, Tombstones = tombstones }, (book, one) => book.WithOpen(one));
}
