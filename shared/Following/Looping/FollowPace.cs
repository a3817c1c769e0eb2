namespace SharedSequencer.Following;

/// <summary>When a <see cref="FollowLoop"/> asks again.</summary>
/// <param name="Interval">From one question to the next when there was nothing newer. What ordering waited counts.</param>
/// <param name="FirstPause">Pause after a failure; every further one in a row doubles it.</param>
/// <param name="LongestPause">Up to this.</param>
public sealed record FollowPace(TimeSpan Interval, TimeSpan FirstPause, TimeSpan LongestPause)
{
    private static readonly TimeSpan TwoSeconds = TimeSpan.FromSeconds(2);

    /// <summary>Pauses of twice the interval, then more, at most two seconds.</summary>
    /// <param name="interval">From one question to the next.</param>
    public static FollowPace Of(TimeSpan interval) =>
        new(interval, interval * 2 < TwoSeconds ? interval * 2 : TwoSeconds, TwoSeconds);

    /// <summary>The pause after another failure.</summary>
    /// <param name="pause">The last one.</param>
    public TimeSpan Longer(TimeSpan pause) => pause * 2 < LongestPause ? pause * 2 : LongestPause;
}
