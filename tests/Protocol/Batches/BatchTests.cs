using CsCheck;
using SharedSequencer.Primitives;
using SharedSequencer.Testing;

namespace SharedSequencer.Protocol.Tests.Batches;

public sealed class BatchTests
{
    private static readonly TestNetwork Network = new(1);

    private static BatchDraft Draft => new()
    {
        Network = Network.Genesis.NetworkId,
        Kind = BatchKind.Transactions,
        Lane = new Lane(1),
        Sequence = 1,
        Created = new ChainTime(1_000_000),
        NotAfter = new ChainTime(1_060_000),
        Items = [new byte[] { 1, 2, 3 }, new byte[] { 0x7f }],
    };

    [Fact]
    public void What_an_ingress_sealed_decodes_to_the_same_batch()
    {
        var sealedBatch = Batch.Seal(Draft, Network.IngressKey);

        Assert.True(Batch.TryDecode(sealedBatch.Encoded, out var decoded, out _));
        Assert.Equal(sealedBatch.Header, decoded.Header);
        Assert.Equal(sealedBatch.Digest, decoded.Digest);
        Assert.Equal(Draft.Items.Select(item => item.ToArray()), decoded.Items.Select(item => item.ToArray()));
        Assert.True(decoded.HasValidSignature());
        Assert.Equal(Network.IngressKey.Address, decoded.Header.Ingress);
    }

    [Fact]
    public void The_digest_names_the_content_and_not_the_signature_bytes()
    {
        var once = Batch.Seal(Draft, Network.IngressKey);
        var other = Batch.Seal(Draft with { Items = [new byte[] { 1, 2, 3 }] }, Network.IngressKey);
        var bytes = once.Encoded.ToArray();
        bytes[^10] ^= 1;

        Assert.NotEqual(once.Digest, other.Digest);
        Assert.True(Batch.TryDecode(bytes, out var resigned, out _));
        Assert.Equal(once.Digest, resigned.Digest);
        Assert.False(resigned.HasValidSignature());
    }

    [Fact]
    public void A_batch_signed_by_somebody_else_than_it_names_is_told_by_its_signature()
    {
        var batch = Batch.Seal(Draft, Network.IngressKey);
        var stranger = Batch.Seal(Draft, TestNetwork.Key("stranger"));

        Assert.True(Batch.TryDecode(stranger.Encoded, out var decoded, out _));
        Assert.True(decoded.HasValidSignature());
        Assert.NotEqual(batch.Header.Ingress, decoded.Header.Ingress);
    }

    public static TheoryData<string, BatchError> BrokenDrafts => new()
    {
        { "no item", BatchError.ItemCount },
        { "too many items", BatchError.ItemCount },
        { "transactions on the shared lane", BatchError.LaneMismatch },
        { "operations on a rollup's lane", BatchError.LaneMismatch },
        { "sequence 0", BatchError.Sequence },
        { "first with a predecessor", BatchError.Sequence },
        { "second without a predecessor", BatchError.Sequence },
        { "ends before it begins", BatchError.Lifetime },
        { "lives too long", BatchError.Lifetime },
        { "ends before its predecessor", BatchError.Lifetime },
        { "too large", BatchError.TooLarge },
        { "too large by short items", BatchError.TooLarge },
    };

    [Theory]
    [MemberData(nameof(BrokenDrafts))]
    public void A_draft_that_breaks_a_rule_is_refused_with_the_rule(string broken, BatchError error)
    {
        var problem = Assert.Throws<ArgumentException>(() => Batch.Seal(Break(Draft, broken), Network.IngressKey));

        Assert.Contains(error.ToString(), problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_lifetime_of_exactly_T_is_allowed()
    {
        var draft = Draft with { NotAfter = Draft.Created.Plus(ProtocolDefaults.BatchLifetime) };

        Assert.Equal(draft.NotAfter, Batch.Seal(draft, Network.IngressKey).Header.NotAfter);
    }

    [Fact]
    public void A_size_is_the_length_of_the_encoding_and_what_short_items_lack()
    {
        Gen.Int[0, 80].Array[1, 300].Sample(lengths =>
        {
            var items = lengths.Select(length => (ReadOnlyMemory<byte>)new byte[length]).ToList();
            var batch = Batch.Seal(Draft with { Items = items }, Network.IngressKey);

            Assert.Equal(batch.Encoded.Length + lengths.Sum(length => length < 32 ? 32 - length : 0), batch.Size);
            Assert.InRange(batch.Items.Count * ProtocolDefaults.MinItemBytes, 1, batch.Size);
        });
    }

    [Fact]
    public void A_batch_may_have_its_most_items_however_short_they_are()
    {
        var draft = Draft with { Items = [.. Enumerable.Repeat(ReadOnlyMemory<byte>.Empty, ProtocolDefaults.MaxBatchItems)] };

        Assert.InRange(Batch.Seal(draft, Network.IngressKey).Size, 1, ProtocolDefaults.MaxBatchBytes);
    }

    [Fact]
    public void Changed_bytes_never_throw_and_never_pass_for_the_same_content()
    {
        var original = Batch.Seal(Draft, Network.IngressKey);
        var mutation = Gen.Select(Gen.Int[0, original.Encoded.Length - 1], Gen.Byte[1, 255], Gen.Int[0, 3]);

        mutation.Sample((position, flip, cut) =>
        {
            var bytes = original.Encoded.ToArray();
            bytes[position] ^= flip;
            var changed = bytes.AsMemory(0, bytes.Length - cut);
            if (Batch.TryDecode(changed, out var decoded, out _))
            {
                Assert.True(decoded.Digest != original.Digest || !decoded.HasValidSignature()
                    || decoded.Encoded.Span.SequenceEqual(original.Encoded.Span));
            }
        });
    }

    [Fact]
    public void Arbitrary_bytes_never_throw()
    {
        Gen.Byte.Array[0, 400].Sample(bytes => Batch.TryDecode(bytes, out _, out var error) == (error == BatchError.None));
    }

    private static BatchDraft Break(BatchDraft draft, string broken) => broken switch
    {
        "no item" => draft with { Items = [] },
        "too many items" => draft with { Items = [.. Enumerable.Repeat((ReadOnlyMemory<byte>)new byte[] { 1 }, 4_097)] },
        "transactions on the shared lane" => draft with { Lane = Lane.Shared },
        "operations on a rollup's lane" => draft with { Kind = BatchKind.System },
        "sequence 0" => draft with { Sequence = 0 },
        "first with a predecessor" => draft with { Predecessor = Keccak256.Hash([1]) },
        "second without a predecessor" => draft with { Sequence = 2 },
        "ends before it begins" => draft with { NotAfter = new ChainTime(999_999) },
        "ends before its predecessor" => draft with
        {
            Sequence = 2, Predecessor = Keccak256.Hash([1]), PredecessorNotAfter = draft.NotAfter.Plus(TimeSpan.FromMilliseconds(1)),
        },
        "lives too long" => draft with { NotAfter = draft.Created.Plus(ProtocolDefaults.BatchLifetime).Plus(TimeSpan.FromMilliseconds(1)) },
        "too large" => draft with { Items = [new byte[100_000], new byte[100_000]] },
        "too large by short items" => draft with { Items = [new byte[100_000], .. Enumerable.Repeat(ReadOnlyMemory<byte>.Empty, 4_000)] },
        _ => throw new ArgumentException(broken),
    };
}
