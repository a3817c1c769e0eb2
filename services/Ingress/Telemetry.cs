using System.Diagnostics;
using System.Diagnostics.Metrics;
using SharedSequencer.Ingress.Lanes;

namespace SharedSequencer.Ingress;

/// <summary>Names of metrics and spans; dashboards depend on them. Recorded per commit and batch, not per transaction.</summary>
internal static class Telemetry
{
    public const string SourceName = "SharedSequencer.Ingress";
    public const string RequestSpan = "ingress admit";
    public const string PublishSpan = "batches.v1 publish";

    /// <summary>A span names at most this many of the requests that brought its entries.</summary>
    private const int MaxLinks = 32;

    private static readonly Meter Meter = new(SourceName);

    private static readonly Counter<long> Transactions = Meter.CreateCounter<long>(
        "sequencer.ingress.transactions", "{transaction}", "Transactions by verdict.");

    private static readonly Counter<long> Bundles = Meter.CreateCounter<long>(
        "sequencer.ingress.bundles", "{bundle}", "Bundles by what they were answered: taken, or the problem's code.");

    private static readonly Histogram<double> JournalDuration = Meter.CreateHistogram<double>(
        "sequencer.ingress.journal.commit.duration", "s", "Time of one group commit.");

    private static readonly Histogram<int> JournalGroupSize = Meter.CreateHistogram<int>(
        "sequencer.ingress.journal.commit.entries", "{entry}", "Entries of one group commit.");

    private static readonly Histogram<double> PublishDuration = Meter.CreateHistogram<double>(
        "sequencer.ingress.publish.duration", "s", "Time of one publish to the sidecar.");

    private static readonly Counter<long> Batches = Meter.CreateCounter<long>(
        "sequencer.ingress.batches", "{batch}", "Publishes of batches, sent again or not.");

    private static readonly Counter<long> Broken = Meter.CreateCounter<long>(
        "sequencer.ingress.receipts.broken", "{receipt}", "Receipts whose deadline passed without order or rejection.");

    private static readonly Counter<long> Detours = Meter.CreateCounter<long>(
        "sequencer.ingress.detours", "{batch}", "Batches sent to other operators' validators, taken or not.");

    private static readonly Histogram<int> BatchEntries = Meter.CreateHistogram<int>(
        "sequencer.ingress.batch.entries", "{entry}", "Entries of a published batch.");

    private static readonly Histogram<double> SoftCommit = Meter.CreateHistogram<double>(
        "sequencer.ingress.softcommit.duration", "s", "From acceptance to a final block, oldest entry of a batch.");

    private static readonly Counter<long> Expired = Meter.CreateCounter<long>(
        "sequencer.ingress.batches.expired", "{batch}", "Batches that no block took in time.");

    private static readonly Histogram<double> Pause = Meter.CreateHistogram<double>(
        "sequencer.ingress.batches.pause.duration", "s", "How long a lane cut nothing because its open batches end soon.");

    private static readonly Counter<long> Proxied = Meter.CreateCounter<long>(
        "sequencer.ingress.proxied", "{call}", "Calls passed on to a rollup's node.");

    private static readonly Counter<long> DeadLetters = Meter.CreateCounter<long>(
        "sequencer.ingress.dead.letters", "{message}", "Messages that could not be taken.");

    private static LaneDirectory? _lanes;

    public static ActivitySource Source { get; } = new(SourceName);

    /// <summary>Publishes how full the lanes are.</summary>
    public static void Observe(LaneDirectory lanes)
    {
        if (Interlocked.Exchange(ref _lanes, lanes) is not null) return;
        Gauge("sequencer.ingress.unordered", "{entry}", "Entries not in a final block.", static s => s.Unordered);
        Gauge("sequencer.ingress.held", "{transaction}", "Transactions held for a nonce gap.", static s => s.Held);
        Gauge("sequencer.ingress.batches.open", "{batch}", "Batches not final.", static s => s.OpenBatches);
    }

    private static void Gauge(string name, string unit, string description, Func<LaneStatus, int> read) =>
        Meter.CreateObservableGauge(name, () => Measure(read), unit, description);

    private static IEnumerable<Measurement<int>> Measure(Func<LaneStatus, int> read)
    {
        foreach (var lane in _lanes?.All ?? [])
            yield return new Measurement<int>(read(lane.Status()), new KeyValuePair<string, object?>("rollup", lane.Lane.Value));
    }

    /// <summary>The span of taking transactions in, until they are durable; null when nobody listens.</summary>
    public static Activity? StartAdmission(ulong lane, int count) =>
        Source.StartActivity(RequestSpan)?.SetTag("sequencer.rollup", lane).SetTag("sequencer.transactions", count);

    public static void BundleJudged(string answer) => Bundles.Add(1, new KeyValuePair<string, object?>("answer", answer));

    public static void Judged(ulong lane, string verdict, int count) => Transactions.Add(
        count, new KeyValuePair<string, object?>("rollup", lane), new KeyValuePair<string, object?>("verdict", verdict));

    public static void JournalCommitted(int entries, TimeSpan duration)
    {
        JournalDuration.Record(duration.TotalSeconds);
        if (entries > 0) JournalGroupSize.Record(entries);
    }

    public static void BatchPublished(DueBatch due, bool delivered, TimeSpan duration)
    {
        PublishDuration.Record(duration.TotalSeconds);
        BatchEntries.Record(due.Record.Range.Count);
        Batches.Add(
            1,
            new KeyValuePair<string, object?>("delivered", delivered),
            new KeyValuePair<string, object?>("again", due.Batch.Attempts > 1));
    }

    public static void BatchDetoured(bool taken) => Detours.Add(1, new KeyValuePair<string, object?>("taken", taken));

    public static void ReceiptsBroken(int count) => Broken.Add(count);

    public static void SoftCommitted(TimeSpan duration) => SoftCommit.Record(duration.TotalSeconds);

    public static void BatchesExpired(int count) => Expired.Add(count);

    public static void LanePaused(ulong lane, TimeSpan duration) =>
        Pause.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("rollup", lane));

    public static void CallsProxied(int count) => Proxied.Add(count);

    public static void DeadLetter(string topic) =>
        DeadLetters.Add(1, new KeyValuePair<string, object?>("topic", topic));

    /// <summary>The span of a publish, linked to the requests whose entries travel; null when nobody listens.</summary>
    public static Activity? StartPublish(DueBatch due)
    {
        if (!Source.HasListeners()) return null;
        var links = new List<ActivityLink>();
        foreach (var entry in due.Entries)
        {
            if (links.Count == MaxLinks) break;
            if (entry.Trace != default) links.Add(new ActivityLink(entry.Trace));
        }
        // The first request's trace goes on through the broker, so that one transaction can be followed alone.
        var parent = links.Count > 0 ? links[0].Context : default;
        var activity = Source.StartActivity(PublishSpan, ActivityKind.Producer, parent, links: links);
        activity?.SetTag("messaging.system", "dapr")
            .SetTag("messaging.destination.name", Messages.Topics.Batches)
            .SetTag("messaging.operation.type", "send")
            .SetTag("messaging.batch.message_count", due.Entries.Length)
            .SetTag("sequencer.batch.digest", due.Record.Digest.ToString());
        return activity;
    }
}
