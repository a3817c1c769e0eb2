using SharedSequencer.Ordering.Peers;
using SharedSequencer.Protocol;
using SharedSequencer.Testing;

namespace SharedSequencer.Ordering.Tests.Peers;

public sealed class PeerFrameTests
{
    [Fact]
    public void A_row_of_messages_comes_apart_again()
    {
        var messages = new PeerSamples().Messages.Select(PeerMessageCodec.Encode).ToList();

        Assert.True(PeerFrame.TrySplit(messages.SelectMany(bytes => bytes).ToArray(), out var parted));

        Assert.Equal(messages, parted.Select(message => message.ToArray()));
    }

    [Theory]
    [InlineData(new byte[] { 0xc2, 0x01 })]
    [InlineData(new byte[] { 0xc1, 0x01, 0xff })]
    public void What_ends_in_the_middle_is_no_frame(byte[] bytes) => Assert.False(PeerFrame.TrySplit(bytes, out _));
}
