using System.Globalization;
using SharedSequencer.Messages;
using SharedSequencer.Sentinel.Watching;

namespace SharedSequencer.Sentinel.Health;

/// <summary>
/// Judges a picture. Only the age of the newest block says that the layer is halted: while blocks come, whatever
/// else is missing is a degradation, and a head that cannot be asked for grows old by itself.
/// </summary>
internal sealed class HealthRules(SentinelOptions options, TimeProvider time)
{
    private const string Chain = "chain";

    public LayerHealth Judge(Picture picture)
    {
        var now = time.GetUtcNow();
        var age = picture.Head?.AgeAt(now);
        var reasons = new List<HealthReason>();
        var status = picture.At is null
            ? Add(reasons, new("not-observed", Chain, "The sentinel has not looked yet."))
            : JudgeServices(picture, reasons);
        status = Worse(status, JudgeChain(picture, age, reasons));
        return new LayerHealth(status, reasons, Describe(picture.Head, age), picture.At);
    }

    private static LayerStatus JudgeServices(Picture picture, List<HealthReason> reasons)
    {
        foreach (var service in picture.Services.Where(service => service.State != ServiceState.Ready))
        {
            var missing = service.Checks.Where(check => check.Value != "ready").Select(check => check.Key).Order();
            reasons.Add(service.State == ServiceState.Unreachable
                ? new("service-unreachable", service.AppId, $"{service.AppId} does not answer.")
                : new("service-not-ready", service.AppId, $"{service.AppId} lacks {string.Join(", ", missing)}."));
        }
        return reasons.Count == 0 ? LayerStatus.Operational : LayerStatus.Degraded;
    }

    private LayerStatus JudgeChain(Picture picture, TimeSpan? age, List<HealthReason> reasons)
    {
        if (age is null)
            return picture.At is null
                ? LayerStatus.Operational
                : Add(reasons, new("head-unknown", Chain, $"{AppIds.Ordering} has not told the head yet."));
        if (age < TimeSpan.FromMilliseconds(options.DegradedAfterMs))
            return LayerStatus.Operational;
        var seconds = age.Value.TotalSeconds.ToString("F1", CultureInfo.InvariantCulture);
        var isHalted = age >= TimeSpan.FromMilliseconds(options.HaltedAfterMs);
        reasons.Add(isHalted
            ? new("no-blocks", Chain, $"The newest block is {seconds} s old.")
            : new("blocks-late", Chain, $"The newest block is {seconds} s old."));
        return isHalted ? LayerStatus.Halted : LayerStatus.Degraded;
    }

    private static LayerStatus Add(List<HealthReason> reasons, HealthReason reason)
    {
        reasons.Add(reason);
        return LayerStatus.Degraded;
    }

    private static LayerStatus Worse(LayerStatus one, LayerStatus other) => one > other ? one : other;

    private static HeadHealth? Describe(HeadReading? reading, TimeSpan? age) => reading is null
        ? null
        : new HeadHealth(
            reading.Head.Height.ToString(CultureInfo.InvariantCulture),
            reading.Head.Hash,
            reading.Head.Timestamp.ToString(CultureInfo.InvariantCulture),
            (long)(age ?? TimeSpan.Zero).TotalMilliseconds);
}
