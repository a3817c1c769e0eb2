using SharedSequencer.Primitives;
using SharedSequencer.Testing;

namespace SharedSequencer.Protocol.Tests.Peers;

public sealed class PeerMessageCodecTests
{
    private static readonly PeerSamples Samples = new();

    public static TheoryData<int> Messages => [.. Enumerable.Range(0, Samples.Messages.Count)];

    [Theory]
    [MemberData(nameof(Messages))]
    public void A_message_survives_its_encoding(int index)
    {
        var encoded = PeerMessageCodec.Encode(Samples.Messages[index]);

        Assert.True(PeerMessageCodec.TryDecode(encoded, out var decoded));
        Assert.IsType(Samples.Messages[index].GetType(), decoded);
        Assert.Equal(encoded, PeerMessageCodec.Encode(decoded));
    }

    [Fact]
    public void Every_kind_of_message_has_a_tag_of_its_own()
    {
        var kinds = typeof(PeerMessage).GetNestedTypes().Where(type => type.IsSubclassOf(typeof(PeerMessage)));
        var tags = Samples.Messages.Select(message => TagOf(PeerMessageCodec.Encode(message))).ToList();

        Assert.Equal(kinds.Count(), Samples.Messages.DistinctBy(message => message.GetType()).Count());
        Assert.Equal(Enumerable.Range(1, tags.Count).Select(tag => (ulong)tag), tags);
    }

    [Fact]
    public void A_body_stays_where_it_came_in()
    {
        var encoded = PeerMessageCodec.Encode(Samples.Of<PeerMessage.BatchBody>());

        Assert.True(PeerMessageCodec.TryDecode(encoded, out var decoded));
        var body = Assert.IsType<PeerMessage.BatchBody>(decoded);
        Assert.True(body.Batch.HasValidSignature());
        Assert.True(encoded.AsSpan().Overlaps(body.Batch.Encoded.Span));
    }

    [Fact]
    public void A_status_before_the_first_certificate_has_none()
    {
        var encoded = PeerMessageCodec.Encode(new PeerMessage.Status(default, default, null, Asks: false, Life: 0));

        Assert.True(PeerMessageCodec.TryDecode(encoded, out var decoded));
        Assert.Equal(new PeerMessage.Status(default, default, null, Asks: false, Life: 0), decoded);
    }

    [Fact]
    public void Questions_are_bounded()
    {
        var digests = Enumerable.Range(0, PeerMessage.MaxWanted + 1).Select(i => Keccak256.Hash(BitConverter.GetBytes(i))).ToList();
        Assert.False(IsRead(new PeerMessage.BatchesWanted([])));
        Assert.True(IsRead(new PeerMessage.BatchesWanted([.. digests.Skip(1)])));
        Assert.False(IsRead(new PeerMessage.BatchesWanted(digests)));
    }

    [Fact]
    public void A_question_that_names_a_batch_twice_is_no_message()
    {
        var (one, other) = (Keccak256.Hash([1]), Keccak256.Hash([2]));

        Assert.True(IsRead(new PeerMessage.BatchesWanted([one, other])));
        Assert.False(IsRead(new PeerMessage.BatchesWanted([one, other, one])));
    }

    [Fact]
    public void Answers_are_bounded()
    {
        var block = Samples.Of<PeerMessage.FinalBlocks>().Blocks[0];
        Assert.False(IsRead(new PeerMessage.FinalBlocks([])));
        Assert.True(IsRead(new PeerMessage.FinalBlocks([.. Enumerable.Repeat(block, PeerMessage.MaxFinalBlocks)])));
        Assert.False(IsRead(new PeerMessage.FinalBlocks([.. Enumerable.Repeat(block, PeerMessage.MaxFinalBlocks + 1)])));
        Assert.False(PeerMessageCodec.TryDecode(new byte[PeerMessageCodec.MaxBytes + 1], out _));
    }

    [Theory]
    [InlineData("0xc0")]
    [InlineData("0xc180")]
    [InlineData("0xc10c")]
    [InlineData("0x01")]
    [InlineData("0xc20909c0")]
    public void What_is_no_message_is_refused(string hex)
    {
        Assert.True(Hex.TryDecode(hex, out var bytes));
        Assert.False(PeerMessageCodec.TryDecode(bytes, out _));
    }

    private static bool IsRead(PeerMessage message) => PeerMessageCodec.TryDecode(PeerMessageCodec.Encode(message), out _);

    private static ulong TagOf(byte[] encoded)
    {
        var reader = new RlpReader(encoded);
        return reader.TryReadList(out var fields) && fields.TryReadUInt64(out var tag) ? tag : 0;
    }
}
