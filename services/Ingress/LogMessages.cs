namespace SharedSequencer.Ingress;

/// <summary>All log messages of the service; event ids 1000 to 1999.</summary>
internal static partial class LogMessages
{
    [LoggerMessage(1000, LogLevel.Information, "Ingress {Address} of network {Network} starts at height {Height} with {Lanes} lanes",
        EventName = "IngressStarts")]
    public static partial void IngressStarts(
        this ILogger logger, string address, string network, ulong height, int lanes);

    [LoggerMessage(1010, LogLevel.Warning, "Commit of journal group {Group} failed; it is tried again",
        EventName = "JournalCommitFailed")]
    public static partial void JournalCommitFailed(this ILogger logger, Exception failure, long group);

    [LoggerMessage(1012, LogLevel.Information,
        "Lane {Lane} starts with {Entries} unordered entries, {Batches} open batches, {Held} held transactions",
        EventName = "LaneRestored")]
    public static partial void LaneRestored(this ILogger logger, ulong lane, int entries, int batches, int held);

    [LoggerMessage(1020, LogLevel.Warning, "Publish {Attempt} of batch {Sequence} of lane {Lane} failed; it is sent again",
        EventName = "PublishFailed")]
    public static partial void PublishFailed(
        this ILogger logger, Exception failure, ulong lane, ulong sequence, int attempt);

    [LoggerMessage(1021, LogLevel.Warning, "{Count} batches of lane {Lane} expired unordered; their entries go into new batches",
        EventName = "BatchesExpired")]
    public static partial void BatchesExpired(this ILogger logger, ulong lane, int count);

    [LoggerMessage(1022, LogLevel.Critical,
        "Batch {Sequence} of lane {Lane} cannot be sent again: the journal was changed; the lane waits until it expires",
        EventName = "BatchChanged")]
    public static partial void BatchChanged(this ILogger logger, Exception failure, ulong lane, ulong sequence);

    [LoggerMessage(1023, LogLevel.Information, "Batch {Sequence} of lane {Lane} went to validator {Validator} of another operator",
        EventName = "BatchDetoured")]
    public static partial void BatchDetoured(this ILogger logger, ulong lane, ulong sequence, string validator);

    [LoggerMessage(1024, LogLevel.Warning, "No other operator's validator took batch {Sequence} of lane {Lane}; it is sent again",
        EventName = "DetourFailed")]
    public static partial void DetourFailed(this ILogger logger, Exception failure, ulong lane, ulong sequence);

    [LoggerMessage(1025, LogLevel.Error, "{Count} receipts of lane {Lane} are broken: the deadline passed without order or rejection",
        EventName = "ReceiptsBroken")]
    public static partial void ReceiptsBroken(this ILogger logger, int count, ulong lane);

    [LoggerMessage(1030, LogLevel.Warning, "Blocks from height {Height} could not be fetched", EventName = "FetchFailed")]
    public static partial void FetchFailed(this ILogger logger, Exception failure, ulong height);

    [LoggerMessage(1036, LogLevel.Warning, "Blocks from height {Height} come from validator {Validator} of another operator",
        EventName = "BlocksDetoured")]
    public static partial void BlocksDetoured(this ILogger logger, string validator, ulong height);

    [LoggerMessage(1031, LogLevel.Critical, "Ordering answered a block {Height} that breaks the rules: {Fault}",
        EventName = "BadBlock")]
    public static partial void BadBlock(this ILogger logger, ulong height, string fault);

    [LoggerMessage(1032, LogLevel.Critical,
        "The chain holds batch {Sequence} of lane {Lane} under this key, but the journal does not: it is another's",
        EventName = "ForeignBatch")]
    public static partial void ForeignBatch(this ILogger logger, ulong lane, ulong sequence);

    [LoggerMessage(1033, LogLevel.Information, "Rollup {Rollup} (chain id {ChainId}) is {Status}", EventName = "RollupChanged")]
    public static partial void RollupChanged(this ILogger logger, ulong rollup, ulong chainId, string status);

    [LoggerMessage(1034, LogLevel.Error, "A message of {Topic} could not be read", EventName = "UnreadableMessage")]
    public static partial void UnreadableMessage(this ILogger logger, string topic);

    [LoggerMessage(1035, LogLevel.Error, "Dead letter on {Topic}; what it told is fetched anyway", EventName = "DeadLetter")]
    public static partial void DeadLetterRead(this ILogger logger, string topic);

    [LoggerMessage(1040, LogLevel.Warning, "The node of chain {ChainId} does not answer", EventName = "NodeFailed")]
    public static partial void NodeFailed(this ILogger logger, Exception failure, ulong chainId);

    [LoggerMessage(1041, LogLevel.Error, "A JSON-RPC request failed unexpectedly", EventName = "RequestFailed")]
    public static partial void RequestFailed(this ILogger logger, Exception failure);

    [LoggerMessage(1042, LogLevel.Information, "A WebSocket was closed: {Reason}", EventName = "WebSocketClosed")]
    public static partial void WebSocketClosed(this ILogger logger, string reason);

    [LoggerMessage(1043, LogLevel.Warning, "{Count} held transactions of lane {Lane} expired", EventName = "HeldExpired")]
    public static partial void HeldExpired(this ILogger logger, ulong lane, int count);

    [LoggerMessage(1045, LogLevel.Warning, "The bundles service does not answer: {IsAway}; bundles are taken unchecked then",
        EventName = "BundlesAway")]
    public static partial void BundlesAway(this ILogger logger, bool isAway);

    [LoggerMessage(1044, LogLevel.Warning, "Nonce gaps of lane {Lane} could not be looked after; it is tried again",
        EventName = "GapWatchFailed")]
    public static partial void GapWatchFailed(this ILogger logger, Exception failure, ulong lane);
}
