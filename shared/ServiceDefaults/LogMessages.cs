using Microsoft.Extensions.Logging;
using SharedSequencer.Primitives;

namespace SharedSequencer.ServiceDefaults;

/// <summary>Log messages of the defaults: event ids 6000 to 6999.</summary>
internal static partial class LogMessages
{
    [LoggerMessage(EventId = 6000, EventName = "ServiceStarting", Level = LogLevel.Information,
        Message = "{AppId} {Version} starts, process {ProcessId}")]
    public static partial void ServiceStarting(this ILogger logger, string appId, string version, int processId);

    [LoggerMessage(EventId = 6001, EventName = "StartRefused", Level = LogLevel.Critical,
        Message = "Refusing to start: {Problem}")]
    public static partial void StartRefused(this ILogger logger, string problem);

    [LoggerMessage(EventId = 6002, EventName = "StartFailed", Level = LogLevel.Critical,
        Message = "Could not start")]
    public static partial void StartFailed(this ILogger logger, Exception exception);

    [LoggerMessage(EventId = 6003, EventName = "CurveChosen", Level = LogLevel.Information,
        Message = "secp256k1 by {Implementation}: {Reason}")]
    public static partial void CurveChosen(this ILogger logger, string implementation, string reason);

    [LoggerMessage(EventId = 6004, EventName = "KeyLoaded", Level = LogLevel.Information,
        Message = "Signs as {Role} with {Address}")]
    public static partial void KeyLoaded(this ILogger logger, string role, Address address);

    [LoggerMessage(EventId = 6005, EventName = "DevelopmentKeyUsed", Level = LogLevel.Warning,
        Message = "The {Role} key is a DEVELOPMENT key that everybody knows: for the local mesh only")]
    public static partial void DevelopmentKeyUsed(this ILogger logger, string role);

    [LoggerMessage(EventId = 6010, EventName = "RequestFailed", Level = LogLevel.Error,
        Message = "{Method} {Path} failed unexpectedly")]
    public static partial void RequestFailed(
        this ILogger logger, string method, string path, Exception exception);

    [LoggerMessage(EventId = 6020, EventName = "DatabaseAwaited", Level = LogLevel.Warning,
        Message = "The database does not answer yet, waiting up to {Limit}")]
    public static partial void DatabaseAwaited(this ILogger logger, TimeSpan limit, Exception exception);

    [LoggerMessage(EventId = 6021, EventName = "ScriptApplied", Level = LogLevel.Information,
        Message = "Applied schema script {Script}")]
    public static partial void ScriptApplied(this ILogger logger, string script);

    [LoggerMessage(EventId = 6030, EventName = "OutsiderRefused", Level = LogLevel.Warning,
        Message = "Refused {Path}: only the sidecar may call it")]
    public static partial void OutsiderRefused(this ILogger logger, string path);
}
