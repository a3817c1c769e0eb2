using System.Diagnostics.Metrics;
using SharedSequencer.Bundles.Head;

namespace SharedSequencer.Bundles;

/// <summary>Metrics of the bundles service.</summary>
internal sealed class Telemetry : IDisposable
{
    private const string MeterName = "SharedSequencer.Bundles";
    private const string Height = "sequencer.bundles.height";
    private const string Hints = "sequencer.bundles.hints";

    private readonly Meter _meter;
    private readonly Counter<long> _hints;

    public Telemetry(IMeterFactory meters, KnownHead head)
    {
        _meter = meters.Create(MeterName);
        _hints = _meter.CreateCounter<long>(Hints, null, "Hints of final blocks received");
        _meter.CreateObservableGauge(Height, () => HeightOf(head), null, "Height of the newest final block known");
    }

    public void HintReceived() => _hints.Add(1);

    public void Dispose() => _meter.Dispose();

    private static IEnumerable<Measurement<long>> HeightOf(KnownHead head) =>
        head.Newest is { } known ? [new((long)known.Height)] : [];
}
