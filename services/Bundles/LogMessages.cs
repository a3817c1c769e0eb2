using SharedSequencer.Following;

namespace SharedSequencer.Bundles;

/// <summary>Log messages of the bundles service: event ids 4000 to 4999.</summary>
internal static partial class LogMessages
{
    [LoggerMessage(EventId = 4000, EventName = "FetchFailed", Level = LogLevel.Warning,
        Message = "Could not fetch blocks from height {Height}: {Problem}")]
    public static partial void FetchFailed(this ILogger logger, ulong height, string problem);

    [LoggerMessage(EventId = 4001, EventName = "FollowingStarts", Level = LogLevel.Information,
        Message = "Following the final chain above height {Height}; the sagas know it up to {Told}")]
    public static partial void FollowingStarts(this ILogger logger, ulong height, ulong told);

    [LoggerMessage(EventId = 4002, EventName = "HintDied", Level = LogLevel.Warning,
        Message = "A hint of a final block came by the dead letters")]
    public static partial void HintDied(this ILogger logger);

    [LoggerMessage(EventId = 4003, EventName = "BlockRefused", Level = LogLevel.Critical,
        Message = "What was handed out as final is not: {Refusal}. Following has ended; the sagas hear of nothing after it")]
    public static partial void BlockRefused(this ILogger logger, BlockRefusal refusal);

    [LoggerMessage(EventId = 4004, EventName = "DatabaseFailed", Level = LogLevel.Warning,
        Message = "The database does not answer, trying again")]
    public static partial void DatabaseFailed(this ILogger logger, Exception problem);

    [LoggerMessage(EventId = 4100, EventName = "MessageUnexpected", Level = LogLevel.Error,
        Message = "{Kind} to bundle {Bundle} was {Result}: the chain cannot say this, or another bundle has this one's name")]
    public static partial void MessageUnexpected(this ILogger logger, string kind, string bundle, string result);

    [LoggerMessage(EventId = 4101, EventName = "EventsHeld", Level = LogLevel.Warning,
        Message = "Events of bundles wait, the broker does not take them")]
    public static partial void EventsHeld(this ILogger logger, Exception problem);

    [LoggerMessage(EventId = 4102, EventName = "UnreadableMessage", Level = LogLevel.Warning,
        Message = "Dropped an unreadable message of {Topic}")]
    public static partial void UnreadableMessage(this ILogger logger, string topic);

    [LoggerMessage(EventId = 4103, EventName = "ReportDied", Level = LogLevel.Warning,
        Message = "An execution report came by the dead letters")]
    public static partial void ReportDied(this ILogger logger);

    [LoggerMessage(EventId = 4200, EventName = "AttestationFailed", Level = LogLevel.Warning,
        Message = "No reporter attests bundle {Bundle}: {Problem}")]
    public static partial void AttestationFailed(this ILogger logger, string bundle, string problem);

    [LoggerMessage(EventId = 4201, EventName = "ReporterAway", Level = LogLevel.Warning,
        Message = "No word on leg {Leg} of bundle {Bundle}: {Problem}")]
    public static partial void ReporterAway(this ILogger logger, string bundle, int leg, string problem);

    [LoggerMessage(EventId = 4202, EventName = "UselessReport", Level = LogLevel.Error,
        Message = "The report on leg {Leg} of bundle {Bundle} is not one that the chain would count")]
    public static partial void UselessReport(this ILogger logger, string bundle, int leg);
}
