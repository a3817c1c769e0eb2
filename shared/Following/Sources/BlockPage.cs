using System.Diagnostics.CodeAnalysis;
using SharedSequencer.Messages;
using SharedSequencer.Primitives;

namespace SharedSequencer.Following;

/// <summary>One answer of ordering or of the archive. Nothing in it is verified.</summary>
/// <param name="Blocks">Each the RLP of a <see cref="Protocol.FinalizedBlock"/>, said to be consecutive; perhaps none.</param>
/// <param name="Head">Height of the newest block that whoever answered knows.</param>
public sealed record BlockPage(IReadOnlyList<ReadOnlyMemory<byte>> Blocks, ulong Head)
{
    /// <summary>Reads an RLP list of byte strings; false for anything else.</summary>
    /// <param name="body">The bytes that came.</param>
    /// <param name="head">The height that came beside them.</param>
    /// <param name="page">The page.</param>
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
