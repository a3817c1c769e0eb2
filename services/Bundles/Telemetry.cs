using System.Diagnostics;
using System.Diagnostics.Metrics;
using SharedSequencer.Bundles.Chain;
using SharedSequencer.Bundles.Reporters;
using SharedSequencer.Bundles.Saga;
using SharedSequencer.Bundles.Saga.Messages;
using SharedSequencer.Messages;
using SharedSequencer.Protocol;

namespace SharedSequencer.Bundles;

/// <summary>Names of the bundles service's spans and metrics, and the instruments. Dashboards depend on the names.</summary>
internal sealed class Telemetry : IDisposable
{
    public const string Name = "SharedSequencer.Bundles";

    private readonly ActivitySource _source = new(Name);
    private readonly Meter _meter;
    private readonly Counter<long> _hints;
    private readonly Counter<long> _refusals;
    private readonly Counter<long> _messages;
    private readonly Counter<long> _events;
    private readonly Counter<long> _validations;
    private readonly Counter<long> _notBegun;
    private readonly Counter<long> _questions;
    private readonly Counter<long> _deadLetters;

    public Telemetry(IMeterFactory meters, FollowedChain chain, SagaBacklog backlog)
    {
        _meter = meters.Create(Name);
        _hints = _meter.CreateCounter<long>("sequencer.bundles.hints", "{hint}", "Hints of final blocks received");
        _refusals = _meter.CreateCounter<long>("sequencer.bundles.blocks.refused", "{block}", "Blocks that break a rule");
        _messages = _meter.CreateCounter<long>("sequencer.bundles.messages", "{message}", "Messages to sagas, by what came of them");
        _events = _meter.CreateCounter<long>("sequencer.bundles.events", "{event}", "Events published");
        _validations = _meter.CreateCounter<long>("sequencer.bundles.validations", "{bundle}", "Bundles judged, by code");
        _notBegun = _meter.CreateCounter<long>(
            "sequencer.bundles.sagas.not_begun", "{bundle}", "Good bundles whose saga is left to the block that judges them");
        _questions = _meter.CreateCounter<long>("sequencer.bundles.reports", "{question}", "Questions to reporters, by what came of them");
        _deadLetters = _meter.CreateCounter<long>("sequencer.bundles.reports.dead", "{message}", "Execution reports that died");
        _meter.CreateObservableGauge("sequencer.bundles.height", () => HeightOf(chain), null, "Height the sagas were told of");
        _meter.CreateObservableGauge("sequencer.bundles.backlog", () => backlog.Events, "{event}", "Events that wait to be published");
        _meter.CreateObservableGauge("sequencer.bundles.sagas", () => SagasOf(backlog), "{bundle}", "Bundles, by state");
    }

    public Activity? StartPublish(string? parent) => _source.StartActivity(
        $"publish {Topics.BundleEvents}",
        ActivityKind.Producer,
        ActivityContext.TryParse(parent, null, out var context) ? context : default);

    public void HintReceived() => _hints.Add(1);

    public void Refused(BlockFault fault) => _refusals.Add(1, new KeyValuePair<string, object?>("fault", fault.ToString()));

    public void Handled(IBundleMessage message, HandledAs result) => _messages.Add(
        1,
        new KeyValuePair<string, object?>("message", message.GetType().Name),
        new KeyValuePair<string, object?>("result", result.ToString()));

    public void Published() => _events.Add(1);

    public void Validated(Forecast forecast) => _validations.Add(
        1,
        new KeyValuePair<string, object?>("code", forecast.Code.ToString()),
        new KeyValuePair<string, object?>("past", forecast.IsPast));

    public void NotBegun(string reason) => _notBegun.Add(1, new KeyValuePair<string, object?>("reason", reason));

    public void ReporterAsked(Asked result) => _questions.Add(1, new KeyValuePair<string, object?>("result", result.ToString()));

    public void DeadLetter() => _deadLetters.Add(1);

    public void Dispose()
    {
        _source.Dispose();
        _meter.Dispose();
    }

    private static IEnumerable<Measurement<long>> HeightOf(FollowedChain chain) =>
        chain.Handled is { } state ? [new((long)state.Height.Value)] : [];

    private static IEnumerable<Measurement<long>> SagasOf(SagaBacklog backlog) => backlog.States.Select(
        entry => new Measurement<long>(entry.Value, new KeyValuePair<string, object?>("state", entry.Key)));
}
