namespace SharedSequencer.StandIn;

/// <summary>Every log line of the stand-in.</summary>
internal static partial class LogMessages
{
    [LoggerMessage(8000, LogLevel.Information, "ready: {Sidecars} sidecars, admin port {AdminPort}", EventName = "Ready")]
    public static partial void Ready(this ILogger logger, int sidecars, int adminPort);

    [LoggerMessage(8001, LogLevel.Information, "{AppId}: handshake done, {ActorTypes} actor types, {Subscriptions} subscriptions",
        EventName = "HandshakeDone")]
    public static partial void HandshakeDone(this ILogger logger, string appId, int actorTypes, int subscriptions);

    [LoggerMessage(8002, LogLevel.Warning, "{AppId}: the app went away during the handshake", EventName = "HandshakeBroken")]
    public static partial void HandshakeBroken(this ILogger logger, Exception failure, string appId);

    [LoggerMessage(8003, LogLevel.Warning, "{AppId}: unusable answer to GET /dapr/config, it hosts no actors",
        EventName = "ActorConfigUnusable")]
    public static partial void ActorConfigUnusable(this ILogger logger, string appId);

    [LoggerMessage(8004, LogLevel.Warning, "{AppId}: unusable answer to GET /dapr/subscribe, it gets no messages",
        EventName = "SubscriptionsUnusable")]
    public static partial void SubscriptionsUnusable(this ILogger logger, string appId);

    [LoggerMessage(8005, LogLevel.Error,
        "{AppId}: subscription to {Topic} asks for rules, raw payload or bulk delivery, which the stand-in does not have",
        EventName = "SubscriptionNotCovered")]
    public static partial void SubscriptionNotCovered(this ILogger logger, string appId, string topic);

    [LoggerMessage(8006, LogLevel.Debug, "deactivation of {Type}/{Id} was not answered", EventName = "DeactivationUnanswered")]
    public static partial void DeactivationUnanswered(this ILogger logger, Exception failure, string type, string id);

    [LoggerMessage(8007, LogLevel.Warning, "a message of {Topic} was given up and had no dead-letter topic: lost",
        EventName = "MessageLost")]
    public static partial void MessageLost(this ILogger logger, string topic);

    [LoggerMessage(8008, LogLevel.Warning, "a message of {Topic} was given up and went to {DeadLetterTopic}",
        EventName = "MessageDeadLettered")]
    public static partial void MessageDeadLettered(this ILogger logger, string topic, string deadLetterTopic);

    [LoggerMessage(8009, LogLevel.Error, "dead-letter topic {Topic} refused a message: {Refusal}", EventName = "DeadLetterRefused")]
    public static partial void DeadLetterRefused(this ILogger logger, string topic, string refusal);

    [LoggerMessage(8010, LogLevel.Debug, "a delivery of {Topic} did not reach its app", EventName = "DeliveryFailed")]
    public static partial void DeliveryFailed(this ILogger logger, Exception failure, string topic);

    [LoggerMessage(8011, LogLevel.Warning, "actor state failed", EventName = "ActorStateFailed")]
    public static partial void ActorStateFailed(this ILogger logger, Exception failure);

    [LoggerMessage(8012, LogLevel.Warning, "fault switch: {Switch}", EventName = "FaultSwitched")]
    public static partial void FaultSwitched(this ILogger logger, string @switch);

    [LoggerMessage(8013, LogLevel.Error, "{AppId}: the sidecar failed", EventName = "SidecarFailed")]
    public static partial void SidecarFailed(this ILogger logger, Exception failure, string appId);

    [LoggerMessage(8014, LogLevel.Critical, "configuration: {Fault}", EventName = "ConfigurationFault")]
    public static partial void ConfigurationFault(this ILogger logger, string fault);

    [LoggerMessage(8015, LogLevel.Information, "{AppId}: sidecar stopped", EventName = "SidecarStopped")]
    public static partial void SidecarStopped(this ILogger logger, string appId);
}
