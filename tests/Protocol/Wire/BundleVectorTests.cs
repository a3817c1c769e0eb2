using System.Text.Json;
using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol.Tests.Wire;

/// <summary>What ethers and viem compute for bundles from the type strings alone (tests/Vectors/generate/bundles.mjs).</summary>
public sealed class BundleVectorTests
{
    private static readonly JsonElement Vectors = JsonDocument.Parse(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Vectors", "bundles.json"))).RootElement;

    [Theory]
    [InlineData("BundleTerms")]
    [InlineData("Bundle")]
    [InlineData("BundleCancel")]
    [InlineData("Attestation")]
    [InlineData("OutcomeReport")]
    public void What_is_signed_is_what_wallets_would_sign(string name)
    {
        var vectors = Vectors.GetProperty("signed").GetProperty(name).EnumerateArray().ToList();

        Assert.NotEmpty(vectors);
        Assert.All(vectors, vector =>
        {
            var key = PrivateKey.FromBytes(Convert.FromHexString(Text(vector, "key").AsSpan(2)));
            var (digest, signature) = Sign(name, vector.GetProperty("value"), key);
            Assert.Equal(Text(vector, "digest"), digest.ToString());
            Assert.Equal(Text(vector, "signature"), signature.ToString());
        });
    }

    [Fact]
    public void Preconditions_have_the_hash_that_terms_name() => Assert.All(
        Vectors.GetProperty("signed").GetProperty("Preconditions").EnumerateArray(),
        vector => Assert.Equal(Text(vector, "structHash"), PreconditionsOf(vector.GetProperty("value")).Hash().ToString()));

    [Fact]
    public void The_vectors_of_terms_are_well_formed_and_the_malformed_ones_are_refused()
    {
        Assert.All(Vectors.GetProperty("signed").GetProperty("BundleTerms").EnumerateArray(), vector =>
        {
            var terms = TermsOf(vector.GetProperty("value"));
            Assert.True(BundleTerms.TryDecode(terms.Encode(), out var decoded, out var error), error.ToString());
            Assert.Equal(terms, decoded);
        });
        Assert.All(Vectors.GetProperty("malformed").EnumerateArray(), vector => Assert.False(
            BundleTerms.TryDecode(TermsOf(vector.GetProperty("value")).Encode(), out _, out _), Text(vector, "why")));
    }

    [Fact]
    public void Leaves_that_decide_about_funds_have_the_form_that_contracts_know() => Assert.All(
        Vectors.GetProperty("decisions").EnumerateArray(),
        vector => Assert.Equal(
            Text(vector, "leafHash"),
            new Outcome(
                (OutcomeKind)vector.GetProperty("kind").GetByte(),
                Lane.Shared,
                Hash256.Parse(Text(vector, "subject")),
                (OutcomeCode)vector.GetProperty("code").GetByte()).LeafHash().ToString()));

    private static (Hash256 Digest, Signature Signature) Sign(string name, JsonElement value, PrivateKey key)
    {
        switch (name)
        {
            case "BundleTerms":
                var escrowId = TermsOf(value).EscrowId;
                return (escrowId, key.Sign(escrowId));
            case "Bundle":
                var bundle = BundleOf(value).SignedBy(key);
                return (bundle.Id, bundle.Signature);
            case "BundleCancel":
                var cancel = CancelOf(value).SignedBy(key);
                return (cancel.Digest(), cancel.Signature);
            case "Attestation":
                var attestation = AttestationOf(value).SignedBy(key);
                return (attestation.Digest(), attestation.Signature);
            default:
                var report = ReportOf(value).SignedBy(key);
                return (report.Digest(), report.Signature);
        }
    }

    private static BundleTerms TermsOf(JsonElement value) => new()
    {
        Network = new NetworkId(Hash(value, "network")),
        Mode = (BundleMode)Number(value, "mode"),
        Submitter = Account(value, "submitter"),
        NotAfter = new ChainTime(Number(value, "notAfter")),
        DecisionDelay = Number(value, "decisionDelay"),
        Replacement = Hash(value, "replacement"),
        Version = Number(value, "version"),
        Salt = Hash(value, "salt"),
        Legs = [.. value.GetProperty("legs").EnumerateArray().Select(leg => new LegTerms
        {
            Rollup = new RollupId(Number(leg, "rollup")),
            Escrow = Account(leg, "escrow"),
            Lock = Hash(leg, "lock"),
            Preconditions = Hash(leg, "preconditions"),
        })],
    };

    private static Bundle BundleOf(JsonElement value) => new()
    {
        Terms = TermsOf(value.GetProperty("terms")),
        Legs = [.. value.GetProperty("transactions").EnumerateArray().Select(leg => new BundleLeg(
            [.. leg.EnumerateArray().Select(raw => (ReadOnlyMemory<byte>)Convert.FromHexString(raw.GetString().AsSpan(2)))]))],
    };

    private static BundleCancel CancelOf(JsonElement value) => new()
    {
        Network = new NetworkId(Hash(value, "network")),
        Submitter = Account(value, "submitter"),
        Bundle = Hash(value, "bundle"),
        Replacement = Hash(value, "replacement"),
        Version = Number(value, "version"),
        NotAfter = new ChainTime(Number(value, "notAfter")),
    };

    private static Attestation AttestationOf(JsonElement value) => new()
    {
        Network = new NetworkId(Hash(value, "network")),
        Bundle = Hash(value, "bundle"),
        Leg = (byte)Number(value, "leg"),
        Rollup = new RollupId(Number(value, "rollup")),
        Number = Number(value, "number"),
        Hash = Hash(value, "hash"),
    };

    private static OutcomeReport ReportOf(JsonElement value) => new()
    {
        Network = new NetworkId(Hash(value, "network")),
        Bundle = Hash(value, "bundle"),
        Leg = (byte)Number(value, "leg"),
        RollupBlock = Hash(value, "rollupBlock"),
        Success = value.GetProperty("success").GetBoolean(),
    };

    private static Preconditions PreconditionsOf(JsonElement value) => new()
    {
        MinBlock = Number(value, "minBlock"),
        MaxBlock = Number(value, "maxBlock"),
        Slack = Number(value, "slack"),
        Nonces = [.. value.GetProperty("nonces").EnumerateArray()
            .Select(one => new NonceIs(Account(one, "account"), Number(one, "nonce")))],
        Storage = [.. value.GetProperty("storage").EnumerateArray()
            .Select(one => new StorageIs(Account(one, "account"), Hash(one, "slot"), Hash(one, "value")))],
        Balances = [.. value.GetProperty("balances").EnumerateArray()
            .Select(one => new BalanceIs(Account(one, "account"), AmountOf(Text(one, "least"))))],
    };

    private static UInt256 AmountOf(string digits) => new(
        System.Numerics.BigInteger.Parse(digits).ToByteArray(isUnsigned: true, isBigEndian: true));

    private static string Text(JsonElement value, string name) => value.GetProperty(name).GetString()!;

    private static ulong Number(JsonElement value, string name) => ulong.Parse(Text(value, name));

    private static Hash256 Hash(JsonElement value, string name) => Hash256.Parse(Text(value, name));

    private static Address Account(JsonElement value, string name) => Address.Parse(Text(value, name));
}
