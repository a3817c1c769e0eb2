using SharedSequencer.Messages;

namespace SharedSequencer.Sentinel.Watching;

/// <summary>The newest final block that ordering told of.</summary>
/// <param name="Head">The block.</param>
internal sealed record HeadReading(ChainHead Head)
{
    /// <summary>Chain time of the block as a wall-clock moment.</summary>
    public DateTimeOffset Time { get; } =
        DateTimeOffset.FromUnixTimeMilliseconds((long)Math.Min(Head.Timestamp, LastMillisecond));

    /// <summary>Milliseconds of the last moment that a <see cref="DateTimeOffset"/> can hold.</summary>
    private const ulong LastMillisecond = 253_402_300_799_999;

    /// <summary>How old the block is; zero when its clock runs ahead of ours.</summary>
    public TimeSpan AgeAt(DateTimeOffset now) => now > Time ? now - Time : TimeSpan.Zero;
}
