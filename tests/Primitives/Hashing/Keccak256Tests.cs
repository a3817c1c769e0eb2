using CsCheck;
using Org.BouncyCastle.Crypto.Digests;

namespace SharedSequencer.Primitives.Tests.Hashing;

public sealed class Keccak256Tests
{
    [Fact]
    public void Published_messages_have_their_published_digests()
    {
        foreach (var vector in VectorFile.Read<KeccakVector>("keccak256.json"))
        {
            var hasher = new KeccakHasher();
            var piece = VectorFile.Bytes(vector.Message);
            for (var i = 0; i < vector.Repeat; i++)
                hasher.Append(piece);
            Assert.Equal(vector.Digest, hasher.Finish());
        }
    }

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
            var joined = Keccak256.Hash(message.AsSpan(0, start), message.AsSpan(start));
            Assert.Equal(BouncyCastle(message), joined);
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
