namespace SharedSequencer.Primitives.Tests.Transactions;

/// <summary>Blob transactions with their blobs attached are recognised, so that the sender hears why they are
/// refused, though they are longer than anything else may be.</summary>
public sealed class BlobSidecarTests
{
    private const int BlobSize = 131_072;

    private static readonly byte[] Blob = FieldList.Item(new byte[BlobSize]);
    private static readonly byte[] Commitment = FieldList.Item(new byte[48]);
    private static readonly byte[] Body = [.. RawBlobTransaction().AsSpan(1)];

    [Fact]
    public void Both_published_forms_are_recognised()
    {
        Expect(TransactionError.BlobSidecar, Body, Lists(1, 1, 1));
        Expect(TransactionError.BlobSidecar, Body, [[0x01], .. Lists(1, 1, 128)]);
    }

    [Fact]
    public void Counts_that_do_not_match_are_refused()
    {
        Expect(TransactionError.WrongField, Body, Lists(2, 2, 2));
        Expect(TransactionError.WrongField, Body, Lists(0, 0, 0));
        Expect(TransactionError.WrongField, Body, Lists(1, 1, 0));
        Expect(TransactionError.WrongField, Body, Lists(1, 0, 1));
        Expect(TransactionError.WrongField, Body, Lists(1, 1, 128));
        Expect(TransactionError.WrongField, Body, [[0x01], .. Lists(1, 1, 1)]);
        Expect(TransactionError.WrongField, Body, [[0x02], .. Lists(1, 1, 128)]);
    }

    [Fact]
    public void Other_shapes_are_refused_for_their_reason()
    {
        Expect(TransactionError.MissingField, Body, []);
        Expect(TransactionError.MissingField, Body, [.. Lists(1, 1, 1).SkipLast(1)]);
        Expect(TransactionError.ExtraField, Body, [.. Lists(1, 1, 1), [0x80]]);
        Expect(TransactionError.WrongField, Body, [FieldList.List([Commitment]), .. Lists(1, 1, 1).Skip(1)]);
        Expect(TransactionError.WrongField, Body, [Blob, .. Lists(1, 1, 1).Skip(1)]);
        Expect(TransactionError.MissingField, [0xc0], Lists(1, 1, 1));
        var whole = Wrap(Body, Lists(1, 1, 1));
        ExpectRaw(TransactionError.TrailingBytes, [.. whole, 0x00]);
        ExpectRaw(TransactionError.Oversized, whole[..^1]);
    }

    [Fact]
    public void The_bound_on_the_length_holds_for_the_part_without_blobs()
    {
        var raw = Wrap(Body, Lists(1, 1, 1));
        Assert.False(TransactionView.TryDecode(raw, Body.Length - 1, out _, out var error));
        Assert.Equal(TransactionError.Oversized, error);
    }

    private static byte[][] Lists(int blobs, int commitments, int proofs) =>
    [
        FieldList.List(Enumerable.Repeat(Blob, blobs)),
        FieldList.List(Enumerable.Repeat(Commitment, commitments)),
        FieldList.List(Enumerable.Repeat(Commitment, proofs)),
    ];

    private static byte[] Wrap(byte[] body, byte[][] sidecar) =>
        [0x03, .. FieldList.List([body, .. sidecar])];

    private static void Expect(TransactionError expected, byte[] body, byte[][] sidecar) =>
        ExpectRaw(expected, Wrap(body, sidecar));

    private static void ExpectRaw(TransactionError expected, byte[] raw)
    {
        Assert.False(TransactionDecoder.TryDecode(raw, out _, out var error));
        Assert.Equal(expected, error);
    }

    private static byte[] RawBlobTransaction()
    {
        using var key = PrivateKey.Parse("0x" + new string('4', 64));
        return TransactionSigner.Sign(
            new TransactionRequest
            {
                Type = TransactionType.Blob,
                ChainId = 901,
                Nonce = 0,
                MaxFeePerGas = 1,
                GasLimit = 21_000,
                To = Address.Zero,
                BlobVersionedHashes = [Keccak256.OfEmpty],
            },
            key);
    }
}
