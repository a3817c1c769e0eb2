using SharedSequencer.Protocol;

namespace SharedSequencer.Simulation.Tests.Scheduling;

/// <summary>
/// A machine's two clocks as functions of virtual time: both run too fast or too slow by a little, the wall clock is
/// also off, and the monotonic clock starts anew at every boot.
/// </summary>
internal sealed class NodeClock(ChainTime genesis, TimeSpan skew, double rate, TimeSpan bootedAt)
{
    // No run lasts so long that a clock behind would show a moment before its own start.
    private static readonly TimeSpan Uptime = TimeSpan.FromMinutes(1);

    public Instant Read(TimeSpan now) => new(
        WallAt(genesis, skew, rate, now),
        Whole(Uptime + ((now - bootedAt) * rate)));

    /// <summary>The first virtual moment at which the monotonic clock shows <paramref name="due"/> or later.</summary>
    public TimeSpan WhenShows(TimeSpan due)
    {
        var moment = bootedAt + Whole((due - Uptime) / rate);
        while (Read(moment).Monotonic < due)
            moment += TimeSpan.FromMicroseconds(1);
        return moment;
    }

    private static ChainTime WallAt(ChainTime genesis, TimeSpan skew, double rate, TimeSpan now)
    {
        var milliseconds = (long)genesis.Milliseconds + (long)((now * rate) + skew).TotalMilliseconds;
        return new ChainTime((ulong)milliseconds);
    }

    private static TimeSpan Whole(TimeSpan span) =>
        TimeSpan.FromTicks(span.Ticks / TimeSpan.TicksPerMicrosecond * TimeSpan.TicksPerMicrosecond);
}
