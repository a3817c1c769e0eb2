using System.Text.Json.Serialization;

namespace SharedSequencer.Messages;

/// <summary>Where a bundle stands. The names are stored: they only grow.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BundleState>))]
public enum BundleState
{
    /// <summary>Found good, not ordered yet.</summary>
    Validated = 1,

    /// <summary>All legs stand in their rollup blocks; not all are known to have run.</summary>
    Included = 2,

    /// <summary>No leg was placed, nor will be.</summary>
    Refused = 3,

    /// <summary>Execution mode: included, not decided.</summary>
    Preparing = 4,

    /// <summary>Execution mode: all legs succeeded; escrows release.</summary>
    Committed = 5,

    /// <summary>Execution mode: escrows refund.</summary>
    Aborted = 6,

    /// <summary>Included, and all legs have run, or the time for hearing of it is over.</summary>
    Settled = 7,
}
