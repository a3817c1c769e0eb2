using System.Diagnostics.Metrics;
using SharedSequencer.Sentinel.Health;
using SharedSequencer.Sentinel.Watching;

namespace SharedSequencer.Sentinel;

/// <summary>Metrics of the sentinel; gauges over the newest picture.</summary>
internal sealed class Telemetry : IDisposable
{
    private const string MeterName = "SharedSequencer.Sentinel";
    private const string HeadAge = "sequencer.sentinel.head.age";
    private const string Status = "sequencer.sentinel.status";
    private const string ServiceReady = "sequencer.sentinel.service.ready";

    private readonly Meter _meter;

    public Telemetry(IMeterFactory meters, LatestPicture latest, HealthRules rules, TimeProvider time)
    {
        _meter = meters.Create(MeterName);
        _meter.CreateObservableGauge(HeadAge, () => AgeOf(latest, time), "s", "Age of the newest final block");
        _meter.CreateObservableGauge(
            Status, () => (int)rules.Judge(latest.Picture).Status, null, "0 operational, 1 degraded, 2 halted");
        _meter.CreateObservableGauge(ServiceReady, () => ReadinessOf(latest), null, "1 when the service is ready");
    }

    public void Dispose() => _meter.Dispose();

    private static IEnumerable<Measurement<double>> AgeOf(LatestPicture latest, TimeProvider time) =>
        latest.Picture.Head is { } head ? [new(head.AgeAt(time.GetUtcNow()).TotalSeconds)] : [];

    private static IEnumerable<Measurement<int>> ReadinessOf(LatestPicture latest) =>
        latest.Picture.Services.Select(reading => new Measurement<int>(
            reading.State == ServiceState.Ready ? 1 : 0, new KeyValuePair<string, object?>("service", reading.AppId)));
}
