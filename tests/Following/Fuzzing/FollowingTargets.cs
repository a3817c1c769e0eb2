using SharedSequencer.Following;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;
using SharedSequencer.Testing;

namespace SharedSequencer.Fuzzing;

/// <summary>What ordering answers to whoever follows the chain.</summary>
public static class FollowingTargets
{
    /// <summary>One target per kind of answer.</summary>
    public static IReadOnlyList<FuzzTarget> All()
    {
        var chain = new TestChain(new TestNetwork(7, 8)).Register().Order(new RollupId(7), [1, 2, 3], [4, 5]).NextBlock();
        var blocks = chain.Blocks.Select(block => block.Encode()).ToArray();
        return
        [
            new WireTarget("block-page", [Page([]), Page(blocks[..1]), Page(blocks)], bytes =>
                BlockPage.TryDecode(bytes, head: 0, out var page) ? Page([.. page.Blocks.Select(block => block.ToArray())]) : null),
        ];
    }

    private static byte[] Page(byte[][] blocks)
    {
        var writer = new RlpWriter();
        writer.BeginList();
        foreach (var block in blocks)
            writer.Write(block);
        writer.EndList();
        return writer.ToArray();
    }
}
