using SharedSequencer.Ingress.Bundles;

namespace SharedSequencer.Ingress.Journal;

/// <summary>All that was found in one final block, and its place: durable together or not at all.</summary>
internal sealed class SearchedBlock
{
    public required ChainMark Mark { get; init; }

    public List<BatchInclusion> Included { get; } = [];

    public List<Refusal> Refusals { get; } = [];

    public List<OrderedOperation> Operations { get; } = [];

    /// <summary>What it tells about bundles.</summary>
    public List<BundleOutcome> Outcomes { get; } = [];

    /// <summary>Entries that are not final although their deadline has passed.</summary>
    public List<Entry> Overdue { get; } = [];
}
