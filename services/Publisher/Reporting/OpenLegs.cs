using SharedSequencer.Protocol;
using SharedSequencer.Publisher.Archive;
using SharedSequencer.Publisher.Drivers;

namespace SharedSequencer.Publisher.Reporting;

/// <summary>The legs that the chain waits for this publisher to report on: open, unreported, with its key pinned and its node.</summary>
internal sealed class OpenLegs(ReporterKey reporter, RollupNodes nodes, ArchiveHeads heads)
{
    private readonly Lazy<HashSet<RollupId>> _rollups = new(() => [.. nodes.Rollups]);

    /// <summary>Every such leg after the newest archived block.</summary>
    public HashSet<LegName> Find() => heads.Head is { } head
        ? [.. head.Bundles.Awaiting.SelectMany(OfBundle)]
        : [];

    /// <summary>Whether a leg is one of them.</summary>
    public bool Contains(LegName name) => heads.Head is { } head
        && head.Bundles.TryGetOpenOf(name.Bundle, out var open) && name.Leg < open.Legs.Count && IsOurs(open.Legs[name.Leg]);

    /// <summary>Whether this publisher drives a rollup.</summary>
    public bool Drives(RollupId rollup) => _rollups.Value.Contains(rollup);

    private IEnumerable<LegName> OfBundle(OpenBundle open)
    {
        for (var leg = 0; leg < open.Legs.Count; leg++)
            if (IsOurs(open.Legs[leg])) yield return new LegName(open.Bundle, (byte)leg);
    }

    private bool IsOurs(OpenLeg leg) => !leg.HasSucceeded && reporter.Is(leg.Reporter) && Drives(leg.Rollup);
}
