using System.Diagnostics.CodeAnalysis;
using SharedSequencer.Messages;
using SharedSequencer.Primitives;

namespace SharedSequencer.Bundles.Chain;

/// <summary>One answer of ordering or the archive.</summary>
/// <param name="Blocks">Encoded final blocks, consecutive, perhaps none; unverified.</param>
/// <param name="Head">Height of the newest block that whoever answered knows.</param>
internal sealed record BlockPage(IReadOnlyList<ReadOnlyMemory<byte>> Blocks, ulong Head)
{
    /// <summary>Reads an RLP list of byte strings; false for anything else.</summary>
    public static bool TryDecode(ReadOnlyMemory<byte> body, ulong head, [NotNullWhen(true)] out BlockPage? page)
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

        page = new BlockPage(blocks, head);
        return true;
    }
}
