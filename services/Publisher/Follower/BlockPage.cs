using System.Diagnostics.CodeAnalysis;
using SharedSequencer.Messages;
using SharedSequencer.Primitives;

namespace SharedSequencer.Publisher.Follower;

/// <summary>One answer of ordering: encoded final blocks, consecutive, perhaps none.</summary>
/// <param name="Blocks">Each the RLP of a <see cref="Protocol.FinalizedBlock"/>.</param>
internal sealed record BlockPage(IReadOnlyList<ReadOnlyMemory<byte>> Blocks)
{
    /// <summary>Reads an RLP list of byte strings; false for anything else.</summary>
    public static bool TryDecode(ReadOnlyMemory<byte> body, [NotNullWhen(true)] out BlockPage? page)
    {
        page = null;
        var reader = new RlpReader(body.Span);
        if (!reader.TryReadList(out var list) || !reader.AtEnd) return false;

        var blocks = new List<ReadOnlyMemory<byte>>();
        while (!list.AtEnd)
        {
            if (blocks.Count == OrderingRoutes.MaxBlocks || !list.TryReadBytes(out var block)) return false;
            blocks.Add(block.ToArray());
        }

        page = new BlockPage(blocks);
        return true;
    }
}
