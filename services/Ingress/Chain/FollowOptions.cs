using System.ComponentModel.DataAnnotations;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ingress.Chain;

/// <summary>Section <c>Chain</c>: how final blocks are fetched.</summary>
internal sealed class FollowOptions
{
    /// <summary>
    /// How long ordering is asked to wait for the next block, in milliseconds; who does not wait is asked this often.
    /// </summary>
    [Range(10, 60_000)]
    public int PollMilliseconds { get; set; } = 500;

    /// <summary>Blocks of one page.</summary>
    [Range(1, 256)]
    public int PageSize { get; set; } = 128;

    /// <summary>Largest page that is read, in bytes; one that is smaller than the largest block would stop at it.</summary>
    [Range(FinalizedBlock.MaxBytes, 256 * 1024 * 1024)]
    public int MaxPageBytes { get; set; } = FinalizedBlock.MaxBytes;
}
