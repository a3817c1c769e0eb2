using System.Collections.Immutable;
using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>What a body does to a state, before the header that commits to it exists.</summary>
internal sealed record ExpansionResult
{
    internal required IReadOnlyList<RollupBlock> RollupBlocks { get; init; }

    internal required IReadOnlyList<IncludedBundle> Included { get; init; }

    internal required IReadOnlyList<Outcome> Outcomes { get; init; }

    internal required RollupRegistry Registry { get; init; }

    internal required ImmutableDictionary<IngressLane, LanePosition> Lanes { get; init; }

    internal required PlacedWindow Window { get; init; }

    internal required BundleBook Bundles { get; init; }

    internal Hash256 RollupsRoot => Registry.Root();

    internal Hash256 OutcomesRoot => Outcome.RootOf(Outcomes);
}
