using System.ComponentModel.DataAnnotations;

namespace SharedSequencer.Ordering.Validator;

/// <summary>The validator role; section <c>Ordering:Validator</c>.</summary>
internal sealed class ValidatorOptions
{
    /// <summary>Batches that may wait for the loop; more have to wait outside.</summary>
    [Range(1, 65_536)]
    public int InboxSize { get; init; } = 1_024;

    /// <summary>
    /// Inputs after which a round ends and is committed. Nothing a validator says gets out before its round ends: one
    /// that hears faster than it works must still come to ask for what it lacks.
    /// </summary>
    [Range(1, 65_536)]
    public int MaxRoundInputs { get; init; } = 256;

    /// <summary>Bytes of batches after which a round ends and is committed.</summary>
    [Range(1, 256 * 1024 * 1024)]
    public int MaxRoundBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>Longest wait of a batch for being durable, in milliseconds.</summary>
    [Range(10, 60_000)]
    public int SubmitTimeoutMs { get; init; } = 5_000;

    /// <summary>
    /// First pause before a failed journal commit is repeated, in milliseconds; doubles to a second.
    /// </summary>
    [Range(1, 1_000)]
    public int CommitRetryMs { get; init; } = 20;

    /// <summary>
    /// A snapshot of the state is kept every so many blocks: what a restart replays at most.
    /// </summary>
    [Range(1, 1_000_000)]
    public int SnapshotEveryBlocks { get; init; } = 500;

    /// <summary>Final blocks kept in memory for those who follow the chain, in bytes; the newest few are kept in any case.</summary>
    [Range(0, 1024 * 1024 * 1024)]
    public int RecentBlocksBytes { get; init; } = 32 * 1024 * 1024;

    public TimeSpan SubmitTimeout => TimeSpan.FromMilliseconds(SubmitTimeoutMs);

    public TimeSpan CommitRetry => TimeSpan.FromMilliseconds(CommitRetryMs);
}
