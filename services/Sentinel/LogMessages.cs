using SharedSequencer.Sentinel.Health;
using SharedSequencer.Sentinel.Watching;

namespace SharedSequencer.Sentinel;

/// <summary>Log messages of the sentinel: event ids 5000 to 5999.</summary>
internal static partial class LogMessages
{
    [LoggerMessage(EventId = 5000, EventName = "LayerImpaired", Level = LogLevel.Warning,
        Message = "The layer is {Status}: {Reasons}")]
    public static partial void LayerImpaired(this ILogger logger, LayerStatus status, string reasons);

    [LoggerMessage(EventId = 5003, EventName = "LayerOperational", Level = LogLevel.Information,
        Message = "The layer is operational")]
    public static partial void LayerOperational(this ILogger logger);

    [LoggerMessage(EventId = 5001, EventName = "ServiceStateChanged", Level = LogLevel.Information,
        Message = "{AppId} is {State}")]
    public static partial void ServiceStateChanged(this ILogger logger, string appId, ServiceState state);

    [LoggerMessage(EventId = 5002, EventName = "HeadUnavailable", Level = LogLevel.Debug,
        Message = "Ordering did not tell the head of the chain: {Reason}")]
    public static partial void HeadUnavailable(this ILogger logger, string reason);
}
