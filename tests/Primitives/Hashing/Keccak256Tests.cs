using CsCheck;
using Org.BouncyCastle.Crypto.Digests;

namespace SharedSequencer.Primitives.Tests.Hashing;

public sealed class Keccak256Tests
{
    [Theory]
    [InlineData("", "0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470")]
    [InlineData("abc", "0x4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45")]
    [InlineData("transfer(address,uint256)", "0xa9059cbb2ab09eb219583f4a59a5d0623ade346d962bcd4e46b11da047c9049b")]
    public void Known_messages_have_their_known_digests(string message, string digest) =>
        Assert.Equal(Hash256.Parse(digest), Keccak256.Hash(System.Text.Encoding.UTF8.GetBytes(message)));

    [Fact]
    public void Every_length_around_the_block_size_agrees_with_an_independent_implementation()
    {
        var message = new byte[600];
        new Random(1).NextBytes(message);
        for (var length = 0; length <= message.Length; length++)
            Assert.Equal(BouncyCastle(message.AsSpan(0, length)), Keccak256.Hash(message.AsSpan(0, length)));
    }

    [Fact]
    public void Pieces_of_any_size_hash_like_the_whole() =>
        Gen.Select(Gen.Byte.Array[0, 700], Gen.Int[0, 700].Array[0, 6]).Sample((message, cuts) =>
        {
            var hasher = new KeccakHasher();
            var start = 0;
            foreach (var cut in cuts.Where(cut => cut <= message.Length).Order())
            {
                hasher.Append(message.AsSpan(start, cut - start));
                start = cut;
            }
            hasher.Append(message.AsSpan(start));
            Assert.Equal(BouncyCastle(message), hasher.Finish());
            Assert.Equal(BouncyCastle(message), Keccak256.Hash(message.AsSpan(0, start), message.AsSpan(start)));
        });

    [Fact]
    public void The_digest_may_overwrite_the_message()
    {
        var buffer = new byte[32];
        Keccak256.HashTo(buffer, buffer);
        Assert.Equal(Keccak256.Hash(new byte[32]), new Hash256(buffer));
    }

    [Fact]
    public void Hashing_allocates_nothing()
    {
        var message = new byte[1000];
        Assert.Equal(0, Allocation.Of(() => Keccak256.Hash(message)));
    }

    private static Hash256 BouncyCastle(ReadOnlySpan<byte> message)
    {
        var digest = new KeccakDigest(256);
        digest.BlockUpdate(message);
        var output = new byte[32];
        digest.DoFinal(output, 0);
        return new Hash256(output);
    }
}
