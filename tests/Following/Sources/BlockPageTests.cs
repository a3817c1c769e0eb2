using CsCheck;
using SharedSequencer.Primitives;

namespace SharedSequencer.Following.Tests.Sources;

public sealed class BlockPageTests
{
    [Fact]
    public void A_page_reads_back_what_was_written() => Gen.Byte.Array[0, 80].Array[0, 20].Sample(blocks =>
    {
        Assert.True(BlockPage.TryDecode(Encode(blocks), 7, out var page));
        Assert.Equal(7UL, page.Head);
        Assert.Equal(blocks, page.Blocks.Select(block => block.ToArray()));
    });

    [Fact]
    public void Any_bytes_are_a_page_or_refused() =>
        Gen.Byte.Array[0, 200].Sample(bytes =>
        {
            if (BlockPage.TryDecode(bytes, 0, out var page)) Assert.True(page.Blocks.Count <= bytes.Length);
        });

    [Fact]
    public void A_damaged_page_is_refused_or_reads_as_another_page_of_the_same_length() =>
        Gen.Select(Gen.Byte.Array[0, 80].Array[1, 5], Gen.Int[0, 500], Gen.Byte).Sample((blocks, place, value) =>
        {
            var bytes = Encode(blocks);
            bytes[place % bytes.Length] = value;
            if (BlockPage.TryDecode(bytes, 0, out var page))
                Assert.Equal(bytes, Encode([.. page.Blocks.Select(block => block.ToArray())]));
        });

    [Fact]
    public void More_blocks_than_an_answer_may_hold_are_refused() => Assert.False(
        BlockPage.TryDecode(Encode([.. Enumerable.Repeat(new byte[] { 1, 2 }, 257)]), 0, out _));

    private static byte[] Encode(byte[][] blocks)
    {
        var writer = new RlpWriter();
        writer.BeginList();
        foreach (var block in blocks) writer.Write(block);
        writer.EndList();
        return writer.ToArray();
    }
}
