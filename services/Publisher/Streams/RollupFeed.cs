using System.Runtime.CompilerServices;
using SharedSequencer.Protocol;
using SharedSequencer.Publisher.Archive;

namespace SharedSequencer.Publisher.Streams;

/// <summary>
/// A rollup's blocks from a number on, for ever. Always read from the archive, a bounded page at a time, and only
/// when the reader asks for more: there is no second path for live blocks, so there is no seam to lose or repeat one.
/// </summary>
internal sealed class RollupFeed(ArchiveReader archive, ArchiveHeads heads, StreamOptions options)
{
    /// <summary>The blocks from <paramref name="from"/> on; ends only by cancellation.</summary>
    public async IAsyncEnumerable<FeedItem> ReadAsync(
        RollupId rollup, ulong from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var keepAlive = TimeSpan.FromMilliseconds(options.KeepAliveMs);
        var next = from;
        while (true)
        {
            if (!await heads.WaitBeyondAsync(rollup, next - 1, keepAlive, cancellationToken))
            {
                yield return new FeedItem(null);
                continue;
            }

            foreach (var block in await archive.PageAsync(rollup, next, PageBounds.Stream, cancellationToken))
            {
                if (block.Number != next)
                    throw new InvalidOperationException($"The archive has {block.Number} where {next} belongs.");
                yield return new FeedItem(block);
                next++;
            }
        }
    }
}
