using System.Diagnostics;
using System.Diagnostics.Metrics;
using SharedSequencer.Messages;
using SharedSequencer.Protocol;
using SharedSequencer.Publisher.Archive;

namespace SharedSequencer.Publisher;

/// <summary>Names of the publisher's spans and metrics, and the instruments. Dashboards depend on the names.</summary>
internal sealed class Telemetry : IDisposable
{
    public const string Name = "SharedSequencer.Publisher";

    private const string RollupTag = "rollup";
    private const string OutcomeTag = "outcome";
    private const string FaultTag = "fault";
    private const string SuccessTag = "success";
    private const string TakenTag = "taken";

    private readonly ActivitySource _source = new(Name);
    private readonly Meter _meter;
    private readonly Counter<long> _hints;
    private readonly Counter<long> _deadHints;
    private readonly Counter<long> _blocks;
    private readonly Counter<long> _transactions;
    private readonly Counter<long> _refusals;
    private readonly Histogram<double> _archiveDuration;
    private readonly Counter<long> _executed;
    private readonly Histogram<double> _driveDuration;
    private readonly Counter<long> _driverFaults;
    private readonly Counter<long> _replayed;
    private readonly Counter<long> _reports;
    private readonly Counter<long> _attestations;
    private readonly Counter<long> _legReports;
    private readonly Counter<long> _legReportsSent;
    private readonly Gauge<long> _legsPending;
    private readonly UpDownCounter<long> _streams;
    private readonly Counter<long> _streamed;
    private readonly Counter<long> _slowReaders;

    public Telemetry(IMeterFactory meters)
    {
        _meter = meters.Create(Name);
        _hints = _meter.CreateCounter<long>("sequencer.publisher.hints", "{hint}");
        _deadHints = _meter.CreateCounter<long>("sequencer.publisher.hints.dead", "{hint}");
        _blocks = _meter.CreateCounter<long>("sequencer.publisher.blocks", "{block}");
        _transactions = _meter.CreateCounter<long>("sequencer.publisher.transactions", "{transaction}");
        _refusals = _meter.CreateCounter<long>("sequencer.publisher.blocks.refused", "{block}");
        _archiveDuration = _meter.CreateHistogram<double>("sequencer.publisher.archive.duration", "s");
        _executed = _meter.CreateCounter<long>("sequencer.publisher.executed", "{transaction}");
        _driveDuration = _meter.CreateHistogram<double>("sequencer.publisher.drive.duration", "s");
        _driverFaults = _meter.CreateCounter<long>("sequencer.publisher.driver.faults", "{fault}");
        _replayed = _meter.CreateCounter<long>("sequencer.publisher.driver.replayed", "{block}");
        _reports = _meter.CreateCounter<long>("sequencer.publisher.reports", "{message}");
        _attestations = _meter.CreateCounter<long>("sequencer.publisher.attestations", "{leg}");
        _legReports = _meter.CreateCounter<long>("sequencer.publisher.legs.reported", "{leg}");
        _legReportsSent = _meter.CreateCounter<long>("sequencer.publisher.legs.sent", "{message}");
        _legsPending = _meter.CreateGauge<long>("sequencer.publisher.legs.pending", "{leg}");
        _streams = _meter.CreateUpDownCounter<long>("sequencer.publisher.streams", "{stream}");
        _streamed = _meter.CreateCounter<long>("sequencer.publisher.streamed", "{block}");
        _slowReaders = _meter.CreateCounter<long>("sequencer.publisher.streams.slow", "{stream}");
    }

    public Activity? StartArchive(ActivityContext parent) => Start("archive blocks", parent);

    public Activity? StartDrive(ActivityContext parent, RollupId rollup, ulong number)
    {
        var activity = Start("drive rollup block", parent);
        activity?.SetTag(RollupTag, rollup.ToString());
        activity?.SetTag("number", number.ToString());
        return activity;
    }

    public Activity? StartReport(string? parent) => Start(
        $"publish {Topics.RollupExecuted}",
        ActivityContext.TryParse(parent, null, out var context) ? context : default);

    public void Hinted() => _hints.Add(1);

    public void HintDied() => _deadHints.Add(1);

    public void Refused(BlockFault fault) => _refusals.Add(1, new KeyValuePair<string, object?>(FaultTag, fault.ToString()));

    public void Archived(IReadOnlyList<ArchiveEntry> entries, TimeSpan duration)
    {
        _blocks.Add(entries.Count);
        _archiveDuration.Record(duration.TotalSeconds);
        foreach (var block in entries.SelectMany(entry => entry.Proofs).Select(proof => proof.RollupBlock))
            _transactions.Add(block.Transactions.Count, Rollup(block.Header.Rollup));
    }

    public void Driven(RollupId rollup, IReadOnlyList<ExecutedTransaction> outcomes, TimeSpan duration)
    {
        _driveDuration.Record(duration.TotalSeconds, Rollup(rollup));
        foreach (var group in outcomes.CountBy(outcome => outcome.Outcome))
            _executed.Add(group.Value, Rollup(rollup), new(OutcomeTag, group.Key.ToString()));
    }

    public void DriverFailed(RollupId rollup, string fault) =>
        _driverFaults.Add(1, Rollup(rollup), new(FaultTag, fault));

    public void Replaying(RollupId rollup, ulong blocks) => _replayed.Add((long)blocks, Rollup(rollup));

    public void Reported() => _reports.Add(1);

    /// <summary>A leg's preconditions were judged; the outcome is the code of the refusal, or <c>attested</c>.</summary>
    public void Attested(RollupId rollup, string outcome) =>
        _attestations.Add(1, Rollup(rollup), new(OutcomeTag, outcome));

    public void LegReported(RollupId rollup, bool success) =>
        _legReports.Add(1, Rollup(rollup), new(SuccessTag, success));

    public void ReportSent(bool taken) => _legReportsSent.Add(1, new KeyValuePair<string, object?>(TakenTag, taken));

    /// <summary>Reports that the chain has not shown yet.</summary>
    public void Awaited(int reports) => _legsPending.Record(reports);

    public void StreamOpened() => _streams.Add(1);

    public void StreamClosed() => _streams.Add(-1);

    public void Streamed(RollupId rollup) => _streamed.Add(1, Rollup(rollup));

    public void SlowReaderDropped() => _slowReaders.Add(1);

    public void Dispose()
    {
        _source.Dispose();
        _meter.Dispose();
    }

    /// <summary>A span; without an exporter a bare activity, so that the trace id still travels on.</summary>
    private Activity? Start(string name, ActivityContext parent)
    {
        if (_source.StartActivity(name, ActivityKind.Consumer, parent) is { } recorded) return recorded;
        return parent == default
            ? null
            : new Activity(name).SetParentId(parent.TraceId, parent.SpanId, parent.TraceFlags).Start();
    }

    private static KeyValuePair<string, object?> Rollup(RollupId rollup) => new(RollupTag, rollup.ToString());
}
