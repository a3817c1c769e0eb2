namespace SharedSequencer.Bundles;

/// <summary>Log messages of the bundles service: event ids 4000 to 4999.</summary>
internal static partial class LogMessages
{
    [LoggerMessage(EventId = 4000, EventName = "HeadUnavailable", Level = LogLevel.Warning,
        Message = "Ordering does not tell the head of the chain: {Reason}")]
    public static partial void HeadUnavailable(this ILogger logger, string reason);

    [LoggerMessage(EventId = 4001, EventName = "HeadAvailable", Level = LogLevel.Information,
        Message = "Follows the chain from height {Height}")]
    public static partial void HeadAvailable(this ILogger logger, ulong height);

    [LoggerMessage(EventId = 4002, EventName = "HintDied", Level = LogLevel.Warning,
        Message = "A hint of height {Height} could not be delivered; the next look makes up for it")]
    public static partial void HintDied(this ILogger logger, ulong height);
}
