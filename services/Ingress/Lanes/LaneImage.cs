using SharedSequencer.Ingress.Accounts;
using SharedSequencer.Ingress.Batching;
using SharedSequencer.Ingress.Journal;
using SharedSequencer.Primitives;

namespace SharedSequencer.Ingress.Lanes;

/// <summary>What the journal says about a lane at start.</summary>
internal sealed class LaneImage
{
    /// <summary>Highest position given so far; 0 when the lane is new.</summary>
    public long LastPosition { get; set; }

    /// <summary>The batch with the highest sequence; null when there was none.</summary>
    public BatchRecord? LastBatch { get; set; }

    /// <summary>Entries after this position are in no batch.</summary>
    public long BatchedThrough { get; set; }

    /// <summary>Batches that are neither final nor expired, by sequence.</summary>
    public List<BatchRecord> Open { get; } = [];

    /// <summary>Ranges of expired batches that no newer batch covers.</summary>
    public List<BatchRange> Replacements { get; } = [];

    /// <summary>The entries of all these and those in no batch, by position.</summary>
    public List<Entry> Entries { get; } = [];

    public List<Entry> Held { get; } = [];

    public long ExecutedThrough { get; set; }

    /// <summary>Per sender the highest nonce after <see cref="ExecutedThrough"/>, what was skipped not counted.</summary>
    public List<SenderImage> Senders { get; } = [];

    /// <summary>Per sender what bundles brought and the rollup is not known to have executed.</summary>
    public List<(Address Sender, LegRun Legs)> Legs { get; } = [];

    /// <summary>Whether the entry waits for a final block.</summary>
    public bool IsUnordered(long position) =>
        position > BatchedThrough
        || Open.Exists(batch => batch.Range.Contains(position))
        || Replacements.Exists(range => range.Contains(position));
}
