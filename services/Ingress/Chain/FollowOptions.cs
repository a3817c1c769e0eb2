using System.ComponentModel.DataAnnotations;

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

    /// <summary>Largest page that is read, in bytes.</summary>
    [Range(1_048_576, 256 * 1024 * 1024)]
    public int MaxPageBytes { get; set; } = 32 * 1024 * 1024;
}
