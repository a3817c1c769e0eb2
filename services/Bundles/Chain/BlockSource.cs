using SharedSequencer.Protocol;

namespace SharedSequencer.Bundles.Chain;

/// <summary>Where blocks come from: ordering, and the archive for those that ordering keeps no bodies of any more.</summary>
internal sealed class BlockSource(OrderingClient ordering, ArchiveClient archive, FollowOptions options)
{
    /// <summary>The next blocks, unverified; none when nothing newer came in time.</summary>
    /// <exception cref="HttpRequestException">Nobody answered properly.</exception>
    public async Task<BlockPage> FetchAsync(Height from, CancellationToken cancellationToken) =>
        await ordering.FetchAsync(from, options.BlocksPerRequest, options.WaitMs, cancellationToken)
        // The archive is behind the head: what it has not is certainly not the end.
        ?? new BlockPage([await archive.FetchAsync(from, cancellationToken)], ulong.MaxValue);
}
