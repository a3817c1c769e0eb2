using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace SharedSequencer.Ordering;

/// <summary>Every span and metric of the service; dashboards depend on the names.</summary>
internal static class Telemetry
{
    public const string Name = "SharedSequencer.Ordering";

    public const string TakeBatch = "ordering.take-batch";
    public const string OrderBatch = "ordering.order-batch";
    public const string Journaled = "journaled";
    public const string Proposed = "proposed";
    public const string CommitJournal = "ordering.commit-journal";
    public const string Dispatch = "ordering.dispatch";
    public const string AnnounceBlock = "ordering.announce-block";

    public const string Outcome = "outcome";
    public const string Lane = "lane";
    public const string Height = "height";
    public const string Rows = "rows";
    public const string Peer = "peer";
    public const string Kind = "kind";

    public static readonly ActivitySource Source = new(Name);
    public static readonly Meter Meter = new(Name);

    public static readonly Counter<long> Deliveries = Meter.CreateCounter<long>(
        "sequencer.ordering.deliveries", "{batch}", "Batches delivered by the broker, by outcome.");

    public static readonly Counter<long> Submissions = Meter.CreateCounter<long>(
        "sequencer.ordering.submissions", "{batch}", "Batches handed in by ingresses directly, by outcome.");

    public static readonly Gauge<int> QueueDepth = Meter.CreateGauge<int>(
        "sequencer.ordering.queue.depth", "{batch}", "Batches that wait in a lane, as its queue last said.");

    public static readonly Counter<long> DeadLetters = Meter.CreateCounter<long>(
        "sequencer.ordering.dead_letters", "{batch}", "Batches found among the dead letters.");

    public static readonly Histogram<double> CommitTime = Meter.CreateHistogram<double>(
        "sequencer.ordering.journal.commit", "s", "Time of one journal commit.");

    public static readonly Histogram<long> CommitBatches = Meter.CreateHistogram<long>(
        "sequencer.ordering.journal.batches", "{batch}", "Batches in one journal commit.");

    public static readonly Counter<long> CommitRetries = Meter.CreateCounter<long>(
        "sequencer.ordering.journal.retries", "{commit}", "Journal commits that had to be repeated.");

    public static readonly Histogram<double> BlockInterval = Meter.CreateHistogram<double>(
        "sequencer.ordering.block.interval", "s", "Chain time between one final block and the next.");

    public static readonly Histogram<long> BlockBytes = Meter.CreateHistogram<long>(
        "sequencer.ordering.block.size", "By", "Bytes of batches in one final block.");

    public static readonly Histogram<long> BlockBatches = Meter.CreateHistogram<long>(
        "sequencer.ordering.block.batches", "{batch}", "Batches in one final block.");

    public static readonly Histogram<double> SoftCommit = Meter.CreateHistogram<double>(
        "sequencer.ordering.soft_commit", "s", "From a batch's creation at its ingress to its finality.");

    public static readonly Counter<long> Dispatches = Meter.CreateCounter<long>(
        "sequencer.ordering.dispatches", "{notice}", "Notices to queues, by outcome.");

    public static readonly Counter<long> Hints = Meter.CreateCounter<long>(
        "sequencer.ordering.hints", "{hint}", "Block hints published, by outcome.");

    public static readonly UpDownCounter<long> PeersConnected = Meter.CreateUpDownCounter<long>(
        "sequencer.ordering.peer.connected", "{connection}", "Connections that messages to a validator go out on.");

    public static readonly Gauge<long> PeerQueue = Meter.CreateGauge<long>(
        "sequencer.ordering.peer.queue", "By", "Bytes that wait to be sent to a validator.");

    public static readonly Counter<long> PeerSent = Meter.CreateCounter<long>(
        "sequencer.ordering.peer.sent", "{message}", "Messages sent to a validator.");

    public static readonly Counter<long> PeerSentBytes = Meter.CreateCounter<long>(
        "sequencer.ordering.peer.sent_bytes", "By", "Bytes sent to a validator.");

    public static readonly Counter<long> PeerShed = Meter.CreateCounter<long>(
        "sequencer.ordering.peer.shed", "{message}", "Messages to a validator given up for want of room, by kind.");

    public static readonly Counter<long> PeerReceived = Meter.CreateCounter<long>(
        "sequencer.ordering.peer.received", "{message}", "Authentic messages from a validator.");

    public static readonly Counter<long> PeerFaults = Meter.CreateCounter<long>(
        "sequencer.ordering.peer.faults", "{fault}", "Bad bytes and messages that are not authentic, by validator.");

    public static readonly Counter<long> Evidence = Meter.CreateCounter<long>(
        "sequencer.ordering.evidence", "{proof}", "Proofs that somebody broke the protocol.");
}
