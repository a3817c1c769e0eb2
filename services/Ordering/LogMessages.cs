using SharedSequencer.Ordering.Delivery;
using SharedSequencer.Ordering.Peers;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ordering;

/// <summary>Everything this service logs. Event ids from 2000.</summary>
internal static partial class LogMessages
{
    [LoggerMessage(
        2001, LogLevel.Information, "Validator {Validator} continues after block {Height} in view {View}"
        + " with {Batches} batches to order", EventName = "ValidatorStarted")]
    public static partial void ValidatorStarted(
        this ILogger logger, Address validator, Height height, View view, int batches);

    [LoggerMessage(
        2002, LogLevel.Information, "Took the journal over with fence {Fence}", EventName = "JournalOpened")]
    public static partial void JournalOpened(this ILogger logger, long fence);

    [LoggerMessage(
        2004, LogLevel.Warning, "A former journal of this validator was lost: it votes for nothing until it knows"
        + " from the others that this is safe", EventName = "JournalWasLost")]
    public static partial void JournalWasLost(this ILogger logger);

    [LoggerMessage(2003, LogLevel.Warning, "The journal could not be written and is tried again: {Reason}",
        EventName = "CommitRepeated")]
    public static partial void CommitRepeated(this ILogger logger, string reason);

    [LoggerMessage(
        2005, LogLevel.Information, "The journal is pruned up to block {Height}: {Batches} bodies deleted",
        EventName = "JournalPruned")]
    public static partial void JournalPruned(this ILogger logger, Height height, int batches);

    [LoggerMessage(
        2006, LogLevel.Warning, "The journal could not be pruned: {Reason}", EventName = "PruningFailed")]
    public static partial void PruningFailed(this ILogger logger, string reason);

    [LoggerMessage(
        2010, LogLevel.Debug, "A batch of {Bytes} bytes was not taken: {Outcome}",
        EventName = "BatchNotTaken")]
    public static partial void BatchNotTaken(this ILogger logger, DeliveryOutcome outcome, int bytes);

    [LoggerMessage(2011, LogLevel.Warning, "A batch of {Bytes} bytes is among the dead letters: {Batch}",
        EventName = "DeadBatch")]
    public static partial void DeadBatch(this ILogger logger, string batch, int bytes);

    [LoggerMessage(2012, LogLevel.Warning, "The queue of lane {Lane} did not answer: {Reason}",
        EventName = "QueueUnreachable")]
    public static partial void QueueUnreachable(this ILogger logger, Lane lane, string reason);

    [LoggerMessage(
        2013, LogLevel.Warning, "The hint of block {Height} was lost: {Reason}", EventName = "HintLost")]
    public static partial void HintLost(this ILogger logger, ulong height, string reason);

    [LoggerMessage(2020, LogLevel.Information, "Connected to validator {Validator} at {Url}",
        EventName = "PeerConnected")]
    public static partial void PeerConnected(this ILogger logger, ValidatorIndex validator, Uri url);

    [LoggerMessage(2021, LogLevel.Warning, "The connection to validator {Validator} is lost: {Reason}",
        EventName = "PeerLost")]
    public static partial void PeerLost(this ILogger logger, ValidatorIndex validator, string reason);

    [LoggerMessage(2022, LogLevel.Debug, "Validator {Validator} cannot be reached: {Reason}",
        EventName = "PeerUnreachable")]
    public static partial void PeerUnreachable(this ILogger logger, ValidatorIndex validator, string reason);

    [LoggerMessage(
        2023, LogLevel.Warning, "Validator {Validator} sent what is no authentic message ({Fault}): it is not"
        + " listened to for {Pause}", EventName = "PeerLied")]
    public static partial void PeerLied(
        this ILogger logger, ValidatorIndex validator, PeerFault fault, TimeSpan pause);

    [LoggerMessage(2024, LogLevel.Information, "Validator {Validator} is connected", EventName = "PeerCame")]
    public static partial void PeerCame(this ILogger logger, ValidatorIndex validator);

    [LoggerMessage(
        2025, LogLevel.Warning, "Validator {Validator} asks for block {Height}, which cannot be given: {Reason}",
        EventName = "BlocksNotServed")]
    public static partial void BlocksNotServed(
        this ILogger logger, ValidatorIndex validator, Height height, string reason);

    [LoggerMessage(
        2026, LogLevel.Error, "Somebody broke the protocol; the proof is kept and served: {Kind}",
        EventName = "EvidenceFound")]
    public static partial void EvidenceFound(this ILogger logger, string kind);

    [LoggerMessage(
        2027, LogLevel.Warning, "Faults for tests are on: {Delay} ms per commit, wall clock off by {Offset} ms",
        EventName = "FaultsOn")]
    public static partial void FaultsOn(this ILogger logger, int delay, int offset);

    [LoggerMessage(
        2028, LogLevel.Warning, "Block {Height} could not be read from the archive: {Reason}",
        EventName = "ArchiveSilent")]
    public static partial void ArchiveSilent(this ILogger logger, Height height, string reason);

    [LoggerMessage(
        2029, LogLevel.Error, "Others are ahead, and none of them has given block {Height} for {Patience}: perhaps none keeps"
        + " bodies that old. A full operator serves them from its archive; else this journal needs a backup",
        EventName = "BlocksNotGiven")]
    public static partial void BlocksNotGiven(this ILogger logger, Height height, TimeSpan patience);
}
