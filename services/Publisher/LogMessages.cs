using SharedSequencer.Following;
using SharedSequencer.Primitives;

namespace SharedSequencer.Publisher;

/// <summary>Log messages of the publisher: event ids 3000 to 3999.</summary>
internal static partial class LogMessages
{
    [LoggerMessage(EventId = 3000, EventName = "FollowerStarts", Level = LogLevel.Information,
        Message = "Following the final chain above height {Height}")]
    public static partial void FollowerStarts(this ILogger logger, ulong height);

    [LoggerMessage(EventId = 3001, EventName = "FetchFailed", Level = LogLevel.Warning,
        Message = "Could not fetch blocks from height {Height}: {Problem}")]
    public static partial void FetchFailed(this ILogger logger, ulong height, string problem);

    [LoggerMessage(EventId = 3002, EventName = "DatabaseFailed", Level = LogLevel.Warning,
        Message = "The database does not answer, trying again")]
    public static partial void DatabaseFailed(this ILogger logger, Exception problem);

    [LoggerMessage(EventId = 3003, EventName = "BlockRefused", Level = LogLevel.Critical,
        Message = "Ordering handed out as final what is not: {Refusal}. Following has ended; nothing after it is archived")]
    public static partial void BlockRefused(this ILogger logger, BlockRefusal refusal);

    [LoggerMessage(EventId = 3004, EventName = "HintDied", Level = LogLevel.Warning,
        Message = "A hint of a final block came by the dead letters")]
    public static partial void HintDied(this ILogger logger);

    [LoggerMessage(EventId = 3005, EventName = "ArchiveReportFailed", Level = LogLevel.Warning,
        Message = "Could not tell ordering that blocks up to {Height} are archived: {Problem}")]
    public static partial void ArchiveReportFailed(this ILogger logger, ulong height, string problem);

    [LoggerMessage(EventId = 3100, EventName = "DriverAligned", Level = LogLevel.Information,
        Message = "Rollup {Rollup}: driving after block {Number}, node block {NodeNumber}")]
    public static partial void DriverAligned(this ILogger logger, ulong rollup, ulong number, ulong nodeNumber);

    [LoggerMessage(EventId = 3101, EventName = "NodeReplayed", Level = LogLevel.Warning,
        Message = "Rollup {Rollup}: the node no longer has the last {Lost} blocks, replaying them")]
    public static partial void NodeReplayed(this ILogger logger, ulong rollup, ulong lost);

    [LoggerMessage(EventId = 3102, EventName = "NodeRolledBack", Level = LogLevel.Warning,
        Message = "Rollup {Rollup}: took {Foreign} unrecorded blocks off the node")]
    public static partial void NodeRolledBack(this ILogger logger, ulong rollup, ulong foreign);

    [LoggerMessage(EventId = 3103, EventName = "DriverFailed", Level = LogLevel.Warning,
        Message = "Rollup {Rollup}: {Fault}: {Problem}")]
    public static partial void DriverFailed(this ILogger logger, ulong rollup, string fault, string problem);

    [LoggerMessage(EventId = 3104, EventName = "DriverStuck", Level = LogLevel.Error,
        Message = "Rollup {Rollup}: still cannot be driven after {Attempts} attempts: {Problem}")]
    public static partial void DriverStuck(this ILogger logger, ulong rollup, int attempts, string problem);

    [LoggerMessage(EventId = 3105, EventName = "WrongChain", Level = LogLevel.Error,
        Message = "Rollup {Rollup}: the node is of chain {Actual}, not {Expected}")]
    public static partial void WrongChain(this ILogger logger, ulong rollup, ulong actual, ulong expected);

    [LoggerMessage(EventId = 3200, EventName = "ReportFailed", Level = LogLevel.Warning,
        Message = "Could not publish an execution report, trying again")]
    public static partial void ReportFailed(this ILogger logger, Exception problem);

    [LoggerMessage(EventId = 3300, EventName = "SlowReaderDropped", Level = LogLevel.Information,
        Message = "Dropped a slow reader of rollup {Rollup} at block {Number}")]
    public static partial void SlowReaderDropped(this ILogger logger, ulong rollup, ulong number);

    [LoggerMessage(EventId = 3400, EventName = "ReporterStarts", Level = LogLevel.Information,
        Message = "Attesting and reporting as {Reporter} for the rollups that name it")]
    public static partial void ReporterStarts(this ILogger logger, Address reporter);

    [LoggerMessage(EventId = 3401, EventName = "NoReporter", Level = LogLevel.Information,
        Message = "No Keys:{Role}: attesting and reporting nothing")]
    public static partial void NoReporter(this ILogger logger, string role);

    [LoggerMessage(EventId = 3402, EventName = "LegReported", Level = LogLevel.Information,
        Message = "Bundle {Bundle}: leg {Leg} on rollup {Rollup} is reported, success {Success}")]
    public static partial void LegReported(this ILogger logger, Hash256 bundle, byte leg, ulong rollup, bool success);

    [LoggerMessage(EventId = 3403, EventName = "LegReportNotTaken", Level = LogLevel.Warning,
        Message = "Bundle {Bundle}: ingress did not take the report on leg {Leg}, trying again: {Problem}")]
    public static partial void LegReportNotTaken(this ILogger logger, Hash256 bundle, byte leg, string problem);

    [LoggerMessage(EventId = 3404, EventName = "LegDiffers", Level = LogLevel.Error,
        Message = "Bundle {Bundle}: leg {Leg} on rollup {Rollup} was reported with success {Reported} and now executes with "
            + "success {Executed}. The report stands; the node is not what it was")]
    public static partial void LegDiffers(
        this ILogger logger, Hash256 bundle, byte leg, ulong rollup, bool? reported, bool executed);
}
