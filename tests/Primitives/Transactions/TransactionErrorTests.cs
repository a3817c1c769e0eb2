namespace SharedSequencer.Primitives.Tests.Transactions;

/// <summary>Every reason to refuse a transaction is told apart.</summary>
public sealed class TransactionErrorTests
{
    private const int NonceField = 1;
    private const int RecipientField = 5;
    private const int AccessListField = 8;
    private const int ExtraListField = 9;

    private static readonly byte[] Order = Convert.FromHexString(
        "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141");

    private static readonly Address Recipient = Address.Parse("0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed");

    [Fact]
    public void The_base_of_these_tests_is_accepted()
    {
        foreach (var type in Enum.GetValues<TransactionType>())
            Expect(TransactionError.None, FieldList.Of(Raw(type)).ToRaw());
    }

    [Fact]
    public void No_byte_is_no_transaction() => Expect(TransactionError.Empty, []);

    [Theory]
    [InlineData(0x00)]
    [InlineData(0x05)]
    [InlineData(0x7e)]
    [InlineData(0x7f)]
    [InlineData(0x80)]
    [InlineData(0xb8)]
    [InlineData(0xbf)]
    public void Other_first_bytes_are_no_type(byte first) =>
        Expect(TransactionError.UnknownType, [first, .. Raw(TransactionType.DynamicFee).AsSpan(1)]);

    [Theory]
    [InlineData(TransactionType.Legacy)]
    [InlineData(TransactionType.AccessList)]
    [InlineData(TransactionType.DynamicFee)]
    [InlineData(TransactionType.Blob)]
    [InlineData(TransactionType.SetCode)]
    public void Every_shorter_beginning_is_truncated(TransactionType type)
    {
        var raw = Raw(type);
        for (var length = 1; length < raw.Length; length++)
            Expect(TransactionError.Truncated, raw[..length]);
    }

    [Fact]
    public void The_bound_on_the_length_is_exact()
    {
        var raw = Raw(TransactionType.DynamicFee);
        Assert.True(TransactionView.TryDecode(raw, raw.Length, out _, out _));
        Assert.False(TransactionView.TryDecode(raw, raw.Length - 1, out _, out var error));
        Assert.Equal(TransactionError.Oversized, error);
        Expect(TransactionError.Oversized, new byte[TransactionView.DefaultMaxBytes + 1]);
    }

    [Fact]
    public void Bytes_behind_the_list_are_trailing() =>
        Expect(TransactionError.TrailingBytes, [.. Raw(TransactionType.DynamicFee), 0x00]);

    [Fact]
    public void Fields_too_few_and_too_many_are_told_apart()
    {
        foreach (var type in Enum.GetValues<TransactionType>())
        {
            var fields = FieldList.Of(Raw(type));
            Expect(TransactionError.MissingField, fields.WithoutLast().ToRaw());
            Expect(TransactionError.ExtraField, fields.And(0x80).ToRaw());
        }
        Expect(TransactionError.MissingField, [0x02, 0xc0]);
    }

    [Theory]
    [InlineData(TransactionError.NonCanonical, new byte[] { 0x00 })]
    [InlineData(TransactionError.NonCanonical, new byte[] { 0x81, 0x05 })]
    [InlineData(TransactionError.NonCanonical, new byte[] { 0x82, 0x00, 0x80 })]
    [InlineData(TransactionError.NonCanonical, new byte[] { 0xb8, 0x01, 0x80 })]
    [InlineData(TransactionError.WrongField, new byte[] { 0x89, 1, 0, 0, 0, 0, 0, 0, 0, 0 })]
    [InlineData(TransactionError.WrongField, new byte[] { 0xc0 })]
    [InlineData(TransactionError.NonceTooLarge, new byte[] { 0x88, 255, 255, 255, 255, 255, 255, 255, 255 })]
    [InlineData(TransactionError.None, new byte[] { 0x88, 255, 255, 255, 255, 255, 255, 255, 254 })]
    public void A_nonce_has_one_form_and_an_end(TransactionError error, byte[] item) =>
        Expect(error, FieldList.Of(Raw(TransactionType.DynamicFee)).With(NonceField, item).ToRaw());

    [Fact]
    public void A_recipient_has_twenty_bytes_or_none()
    {
        var fields = FieldList.Of(Raw(TransactionType.DynamicFee));
        Expect(TransactionError.None, fields.With(RecipientField, 0x80).ToRaw());
        foreach (var length in (int[])[1, 19, 21, 32])
        {
            var other = FieldList.Item(new byte[length]);
            Expect(TransactionError.WrongField, fields.With(RecipientField, other).ToRaw());
        }
        foreach (var type in (TransactionType[])[TransactionType.Blob, TransactionType.SetCode])
            Expect(TransactionError.NoRecipient, FieldList.Of(Raw(type)).With(RecipientField, 0x80).ToRaw());
    }

    [Fact]
    public void The_recovery_value_is_a_bit()
    {
        var typed = FieldList.Of(Raw(TransactionType.DynamicFee));
        Expect(TransactionError.None, typed.With(-3, 0x80).ToRaw());
        Expect(TransactionError.None, typed.With(-3, 0x01).ToRaw());
        Expect(TransactionError.InvalidV, typed.With(-3, 0x02).ToRaw());
        Expect(TransactionError.InvalidV, typed.With(-3, 0x1b).ToRaw());
        Expect(TransactionError.InvalidV, typed.With(-3, FieldList.Item(Order)).ToRaw());
        Expect(TransactionError.NonCanonical, typed.With(-3, 0x00).ToRaw());
    }

    [Theory]
    [InlineData(0, TransactionError.InvalidV, null)]
    [InlineData(1, TransactionError.InvalidV, null)]
    [InlineData(26, TransactionError.InvalidV, null)]
    [InlineData(27, TransactionError.None, null)]
    [InlineData(28, TransactionError.None, null)]
    [InlineData(29, TransactionError.InvalidV, null)]
    [InlineData(34, TransactionError.InvalidV, null)]
    [InlineData(35, TransactionError.None, 0UL)]
    [InlineData(38, TransactionError.None, 1UL)]
    [InlineData(ulong.MaxValue - 1, TransactionError.None, (ulong.MaxValue - 36) / 2)]
    [InlineData(ulong.MaxValue, TransactionError.InvalidV, null)]
    public void The_v_of_legacy_carries_the_chain_id(ulong v, TransactionError expected, ulong? chainId)
    {
        var writer = new RlpWriter();
        writer.Write(v);
        var raw = FieldList.Of(Raw(TransactionType.Legacy)).With(-3, writer.ToArray()).ToRaw();
        Expect(expected, raw);
        if (TransactionView.TryDecode(raw, out var view, out _))
            Assert.Equal(chainId, view.ChainId);
    }

    [Fact]
    public void Signature_parts_out_of_range_and_high_s_are_told_apart()
    {
        var fields = FieldList.Of(Raw(TransactionType.DynamicFee));
        var half = new UInt256(Order).ToBigInteger() / 2;
        var highest = FieldList.Item(UInt256.FromBigInteger(half).ToArray());
        var tooHigh = FieldList.Item(UInt256.FromBigInteger(half + 1).ToArray());
        Expect(TransactionError.None, fields.With(-1, highest).ToRaw());
        Expect(TransactionError.HighS, fields.With(-1, tooHigh).ToRaw());
        foreach (var field in (int[])[-1, -2])
        {
            Expect(TransactionError.InvalidSignature, fields.With(field, 0x80).ToRaw());
            Expect(TransactionError.InvalidSignature, fields.With(field, FieldList.Item(Order)).ToRaw());
            Expect(TransactionError.WrongField, fields.With(field, FieldList.Item(new byte[33])).ToRaw());
        }
    }

    [Fact]
    public void The_twin_of_a_signature_is_refused_though_it_would_recover()
    {
        var raw = Raw(TransactionType.DynamicFee);
        Assert.True(TransactionView.TryDecode(raw, out var view, out _));
        var order = new UInt256(Order).ToBigInteger();
        var s = UInt256.FromBigInteger(order - new UInt256(view.Signature.S).ToBigInteger()).ToArray();
        byte parity = view.Signature.V == 27 ? (byte)0x01 : (byte)0x80;
        var twin = FieldList.Of(raw).With(-1, FieldList.Item(s)).With(-3, parity).ToRaw();
        Expect(TransactionError.HighS, twin);
    }

    [Fact]
    public void Access_lists_have_their_shape()
    {
        var fields = FieldList.Of(Raw(TransactionType.DynamicFee));
        var address = FieldList.Item(Recipient.ToArray());
        var key = FieldList.Item(new byte[32]);
        ExpectList(TransactionError.None, FieldList.List([address, FieldList.List([key, key])]));
        ExpectList(TransactionError.MissingField, FieldList.List([address]));
        ExpectList(TransactionError.ExtraField, FieldList.List([address, FieldList.List(), key]));
        ExpectList(TransactionError.WrongField, address);
        ExpectList(TransactionError.WrongField, FieldList.List([key, FieldList.List()]));
        ExpectList(TransactionError.WrongField, FieldList.List([address, key]));
        ExpectList(TransactionError.WrongField, FieldList.List([address, FieldList.List([address])]));
        ExpectList(TransactionError.NonCanonical, FieldList.List([address, [0xf8, 0x00]]));

        void ExpectList(TransactionError error, byte[] entry) =>
            Expect(error, fields.With(AccessListField, FieldList.List([entry])).ToRaw());
    }

    [Fact]
    public void Blob_transactions_name_blobs()
    {
        var fields = FieldList.Of(Raw(TransactionType.Blob));
        const int hashes = ExtraListField + 1;
        Expect(TransactionError.NoBlobs, fields.With(hashes, 0xc0).ToRaw());
        Expect(TransactionError.WrongField, fields.With(hashes, FieldList.List([[0x01]])).ToRaw());
        Expect(TransactionError.WrongField, fields.With(hashes, 0x80).ToRaw());
    }

    [Fact]
    public void Set_code_transactions_have_authorizations_of_their_shape()
    {
        var fields = FieldList.Of(Raw(TransactionType.SetCode));
        byte[] address = FieldList.Item(Recipient.ToArray());
        byte[][] good = [[0x80], address, [0x01], [0x81, 0xff], [0x01], [0x01]];
        ExpectEntry(TransactionError.None, good);
        ExpectEntry(TransactionError.MissingField, good[..5]);
        ExpectEntry(TransactionError.ExtraField, [.. good, [0x01]]);
        ExpectEntry(TransactionError.WrongField, [.. good[..3], [0x82, 0x01, 0x00], .. good[4..]]);
        ExpectEntry(TransactionError.WrongField, [.. good[..1], [0x80], .. good[2..]]);
        Expect(TransactionError.NoAuthorizations, fields.With(ExtraListField, 0xc0).ToRaw());
        Expect(TransactionError.WrongField, fields.With(ExtraListField, FieldList.List([[0x01]])).ToRaw());

        void ExpectEntry(TransactionError error, byte[][] entry) =>
            Expect(error, fields.With(ExtraListField, FieldList.List([FieldList.List(entry)])).ToRaw());
    }

    private static void Expect(TransactionError expected, byte[] raw)
    {
        var accepted = TransactionDecoder.TryDecode(raw, out _, out var error);
        Assert.Equal((expected == TransactionError.None, expected), (accepted, error));
    }

    private static byte[] Raw(TransactionType type)
    {
        using var key = PrivateKey.Parse("0x" + new string('4', 64));
        var request = new TransactionRequest
        {
            Type = type,
            ChainId = 901,
            Nonce = 3,
            MaxFeePerGas = 1_000_000_007,
            GasLimit = 21_000,
            To = Recipient,
            BlobVersionedHashes = [Keccak256.OfEmpty],
            AuthorizationList = [Authorization.Sign(901, Recipient, 0, key)],
        };
        return TransactionSigner.Sign(request, key);
    }
}
