using System.Net;
using SharedSequencer.Following;
using SharedSequencer.Protocol;

namespace SharedSequencer.Bundles.Chain;

/// <summary>Where blocks come from: ordering, and the archive for those that ordering keeps no bodies of any more.</summary>
internal sealed class BlockSource(OrderingBlocks ordering, ArchiveBlocks archive, FollowOptions options)
{
    /// <summary>The next blocks, unverified; none when nothing newer came in time.</summary>
    /// <exception cref="HttpRequestException">Nobody answered properly.</exception>
    public async Task<BlockPage> FetchAsync(Height from, CancellationToken cancellationToken)
    {
        try
        {
            return await ordering.FetchAsync(from, options.BlocksPerRequest, withBatches: true, options.WaitMs, cancellationToken);
        }
        catch (HttpRequestException pruned) when (pruned.StatusCode == HttpStatusCode.Gone)
        {
            // The archive is behind the head: what it has not is certainly not the end.
            return new BlockPage([await archive.FetchAsync(from, cancellationToken)], ulong.MaxValue);
        }
    }
}
