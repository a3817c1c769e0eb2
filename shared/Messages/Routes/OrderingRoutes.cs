namespace SharedSequencer.Messages;

/// <summary>Service invocation towards <see cref="AppIds.Ordering"/>.</summary>
public static class OrderingRoutes
{
    /// <summary>
    /// GET, <c>?from={height}&amp;limit={n}&amp;bodies={true|false}&amp;wait={ms}</c>: consecutive finalized blocks from that
    /// height, as an RLP list of encoded blocks (<c>application/octet-stream</c>), about 1 MiB in all unless one
    /// block alone is larger; an empty list when there is nothing newer, after waiting for it as long as asked, at most
    /// <see cref="MaxWaitMilliseconds"/>; strangers are not waited for. Carries <see cref="HeadHeader"/>.
    /// </summary>
    public const string Blocks = "/v1/blocks";

    /// <summary>GET: <see cref="ChainHead"/>.</summary>
    public const string Head = "/v1/head";

    /// <summary>GET: the genesis file.</summary>
    public const string Genesis = "/v1/genesis";

    /// <summary>GET, <c>?cursor={cursor}&amp;limit={n}</c>: <see cref="EvidencePage"/>.</summary>
    public const string Evidence = "/v1/evidence";

    /// <summary>GET: <see cref="QueueStatus"/> of a lane (template).</summary>
    public const string LaneStatus = "/v1/lanes/{lane}/status";

    /// <summary>
    /// POST, an encoded batch as <c>application/octet-stream</c>: hands it to this validator directly, past broker and
    /// queue. Answers <see cref="SubmitAnswer"/>, or a problem with the reason. Only on the port for that.
    /// </summary>
    public const string Batches = "/v1/batches";

    /// <summary>
    /// PUT <see cref="ArchivedHeight"/>: the archive holds every block up to this, bodies included. Bodies of blocks
    /// that nobody archived are kept for ever.
    /// </summary>
    public const string Archived = "/v1/archived";

    /// <summary>Response header of <see cref="Blocks"/>: the decimal height of the final head.</summary>
    public const string HeadHeader = "Sequencer-Head";

    /// <summary>Most blocks that one answer holds, whatever <c>limit</c> asks for.</summary>
    public const int MaxBlocks = 256;

    /// <summary>Longest time that <see cref="Blocks"/> waits for a block, in milliseconds.</summary>
    public const int MaxWaitMilliseconds = 1_000;

    /// <summary>The relative address of <see cref="Blocks"/> for one page.</summary>
    /// <param name="from">First height wanted.</param>
    /// <param name="limit">Most blocks wanted, 1 to <see cref="MaxBlocks"/>.</param>
    /// <param name="bodies">Whether batch bodies come along.</param>
    /// <param name="wait">How long to wait for the first of them, in milliseconds.</param>
    public static string BlocksFrom(ulong from, int limit, bool bodies, int wait = 0) =>
        $"{Blocks}?from={from}&limit={limit}&bodies={(bodies ? "true" : "false")}{(wait > 0 ? $"&wait={wait}" : "")}";

    /// <summary>The relative address of <see cref="LaneStatus"/> for a lane.</summary>
    /// <param name="lane">Rollup id, or 0 for the cross-rollup lane.</param>
    public static string LaneStatusOf(ulong lane) => $"/v1/lanes/{lane}/status";
}
