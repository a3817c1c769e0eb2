using CsCheck;
using SharedSequencer.Ingress.Limits;
using SharedSequencer.Ingress.Tests.Hosting;
using SharedSequencer.Ingress.Transactions;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;
using SharedSequencer.Testing;

namespace SharedSequencer.Ingress.Tests.Transactions;

/// <summary>The admission table: each row a transaction, the verdict and the words that clients match on.</summary>
public sealed class TransactionScreenTests
{
    private static readonly RollupId Rollup = new(1);
    private static readonly ulong ChainId = TestNetwork.ChainIdOf(Rollup);
    private static readonly Wallet Wallet = new("alice", Rollup);
    private static readonly TransactionScreen Screen = new(new LimitsOptions());

    public static TheoryData<string, byte[], string> Refusals => new()
    {
        { "empty", [], "rlp" },
        { "noise", [1, 2, 3], "rlp" },
        { "trailing bytes", [.. Wallet.Sign(0), 0], "rlp" },
        { "another chain", Wallet.Sign(Wallet.Transfer(0) with { ChainId = 1 }), "invalid chain id for signer" },
        {
            "before EIP-155",
            Wallet.Sign(Wallet.Transfer(0) with { Type = TransactionType.Legacy, ChainId = null }),
            "only replay-protected (EIP-155) transactions allowed over RPC"
        },
        {
            "a tip above the cap",
            Wallet.Sign(Wallet.Transfer(0) with { MaxPriorityFeePerGas = 101 }),
            "max priority fee per gas higher than max fee per gas"
        },
        { "too little gas", Wallet.Sign(Wallet.Transfer(0) with { GasLimit = 20_999 }), "intrinsic gas too low" },
        {
            "too little gas for its data",
            Wallet.Sign(Wallet.Transfer(0) with { GasLimit = 21_015, Input = new byte[] { 1 } }),
            "intrinsic gas too low"
        },
        {
            "too little gas to create",
            Wallet.Sign(Wallet.Transfer(0) with { GasLimit = 53_001, To = null, Input = new byte[] { 0 } }),
            "intrinsic gas too low"
        },
        {
            "a blob transaction",
            Wallet.Sign(Wallet.Transfer(0) with
            {
                Type = TransactionType.Blob, BlobVersionedHashes = [Keccak256.Hash([1])], MaxFeePerBlobGas = 1,
            }),
            "transaction type not supported"
        },
        { "an unknown type", [5, .. Wallet.Sign(0)[1..]], "transaction type not supported" },
        { "larger than the limit", Large(128 * 1024), "oversized data" },
        { "high s", HighS(Wallet.Sign(0)), "invalid sender" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void A_bad_transaction_is_refused_in_the_words_of_geth(string what, byte[] raw, string text)
    {
        var judged = Judge(raw);
        Assert.False(VerdictTexts.IsTaken(judged.Verdict), what);
        var error = VerdictTexts.ErrorOf(judged.Verdict)!;
        Assert.Contains(text, error.Message);
        Assert.Equal(-32000, error.Code);
    }

    [Theory]
    [InlineData(TransactionType.Legacy)]
    [InlineData(TransactionType.AccessList)]
    [InlineData(TransactionType.DynamicFee)]
    public void A_good_transaction_gives_sender_nonce_and_hash(TransactionType type)
    {
        var raw = Wallet.Sign(Wallet.Transfer(7) with { Type = type, MaxPriorityFeePerGas = 100 });
        var judged = Judge(raw);
        Assert.Equal(Verdict.Accepted, judged.Verdict);
        Assert.Equal(Wallet.Address, judged.Sender);
        Assert.Equal(7UL, judged.Nonce);
        Assert.Equal(Keccak256.Hash(raw), judged.Hash);
    }

    [Fact]
    public void Every_verdict_has_a_text_or_means_taken() => Assert.All(
        Enum.GetValues<Verdict>(),
        verdict => Assert.Equal(VerdictTexts.IsTaken(verdict), VerdictTexts.ErrorOf(verdict) is null));

    [Fact]
    public void A_group_is_judged_as_its_members_alone() =>
        Gen.Select(Gen.Int[0, 60], Gen.Int[0, 3]).Sample((count, rest) =>
        {
            var raws = Enumerable.Range(0, count)
                .Select(i => i % 4 == rest ? [.. Wallet.Sign((ulong)i), 0] : Wallet.Sign((ulong)i)).ToList();
            var submissions = raws.Select(raw => new Submission { Raw = raw }).ToArray();
            Screen.Screen(submissions, count, ChainId);
            for (var i = 0; i < count; i++) Assert.Equal(Judge(raws[i]), submissions[i]);
        }, iter: 20);

    private static Submission Judge(byte[] raw)
    {
        var submissions = new[] { new Submission { Raw = raw } };
        Screen.Screen(submissions, 1, ChainId);
        return submissions[0];
    }

    private static byte[] Large(int bytes) =>
        Wallet.Sign(Wallet.Transfer(0) with { GasLimit = 30_000_000, Input = new byte[bytes] });

    private static UInt256 Order(string hex) =>
        UInt256.TryParseHex(hex, out var order) ? order : throw new FormatException(hex);

    /// <summary>The malleable twin: s becomes order − s and the parity flips.</summary>
    private static byte[] HighS(byte[] raw)
    {
        var order = Order("0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141");
        var twin = raw.ToArray();
        var s = twin.AsSpan(twin.Length - 32);
        var flipped = UInt256.FromBigInteger(order.ToBigInteger() - new UInt256(s).ToBigInteger());
        flipped.CopyTo(s);
        var parity = twin.Length - 32 - 1 - 32 - 1 - 1;
        twin[parity] = twin[parity] == 0x80 ? (byte)1 : (byte)0x80;
        return twin;
    }
}
