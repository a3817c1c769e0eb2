using System.Text.Json;
using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol.Tests.Bundles;

/// <summary>
/// What ethers computes for everything signed about bundles (tests/Vectors/generate/bundles.mjs), and what the escrow of
/// shared/contracts computes too.
/// </summary>
public sealed class BundleVectorTests
{
    private static readonly JsonElement Vectors = JsonDocument.Parse(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Vectors", "bundles.json"))).RootElement;

    [Theory]
    [InlineData("BundleTerms", 4)]
    [InlineData("Bundle", 4)]
    [InlineData("BundleCancel", 3)]
    [InlineData("Attestation", 3)]
    [InlineData("OutcomeReport", 3)]
    public void What_is_signed_is_what_wallets_would_sign(string name, int count)
    {
        var vectors = Vectors.GetProperty("signed").GetProperty(name).EnumerateArray().ToList();

        Assert.Equal(count, vectors.Count);
        Assert.All(vectors, vector =>
        {
            var digest = DigestOf(name, vector.GetProperty("value"));
            Assert.Equal(Hash(vector, "digest"), digest);
            Assert.True(Secp256k1.Current.TryRecover(
                digest, Signature.Parse(vector.GetProperty("signature").GetString()!), out var signer));
            Assert.Equal(Account(vector, "signer"), signer);
        });
    }

    [Fact]
    public void Preconditions_have_the_hash_that_terms_name() => Assert.All(
        Vectors.GetProperty("signed").GetProperty("Preconditions").EnumerateArray(),
        vector => Assert.Equal(Hash(vector, "structHash"), Preconditions(vector.GetProperty("value")).Hash()));

    [Fact]
    public void Leaves_that_decide_are_those_that_the_escrow_computes() => Assert.All(
        Vectors.GetProperty("decisions").EnumerateArray(),
        vector => Assert.Equal(
            Hash(vector, "leafHash"),
            new Outcome(
                (OutcomeKind)vector.GetProperty("kind").GetByte(),
                Lane.Shared,
                Hash(vector, "subject"),
                (OutcomeCode)vector.GetProperty("code").GetByte()).LeafHash()));

    /// <summary>The other side: the escrow locks for no terms that are malformed here, or the deposit would stay for ever.</summary>
    [Fact]
    public void Terms_that_the_escrow_takes_for_malformed_are_malformed_here() => Assert.All(
        Vectors.GetProperty("malformed").EnumerateArray(),
        vector => Assert.False(
            BundleTerms.TryDecode(Terms(vector.GetProperty("value")).Encode(), out _, out _), vector.GetProperty("why").GetString()));

    [Fact]
    public void Terms_of_every_mode_survive_their_encoding() => Assert.All(
        Vectors.GetProperty("signed").GetProperty("BundleTerms").EnumerateArray(),
        vector =>
        {
            var terms = Terms(vector.GetProperty("value"));
            Assert.True(BundleTerms.TryDecode(terms.Encode(), out var decoded, out var error), error.ToString());
            Assert.Equal(terms, decoded);
        });

    private static Hash256 DigestOf(string name, JsonElement value) => name switch
    {
        "BundleTerms" => Terms(value).EscrowId,
        "Bundle" => new Bundle
        {
            Terms = Terms(value.GetProperty("terms")),
            Legs = [.. value.GetProperty("transactions").EnumerateArray().Select(Leg)],
        }.Id,
        "BundleCancel" => new BundleCancel
        {
            Network = new NetworkId(Hash(value, "network")),
            Submitter = Account(value, "submitter"),
            Bundle = Hash(value, "bundle"),
            Replacement = Hash(value, "replacement"),
            Version = Number(value, "version"),
            NotAfter = new ChainTime(Number(value, "notAfter")),
        }.Digest(),
        "Attestation" => new Attestation
        {
            Network = new NetworkId(Hash(value, "network")),
            Bundle = Hash(value, "bundle"),
            Leg = (byte)Number(value, "leg"),
            Rollup = new RollupId(Number(value, "rollup")),
            Number = Number(value, "number"),
            Hash = Hash(value, "hash"),
        }.Digest(),
        "OutcomeReport" => new OutcomeReport
        {
            Network = new NetworkId(Hash(value, "network")),
            Bundle = Hash(value, "bundle"),
            Leg = (byte)Number(value, "leg"),
            RollupBlock = Hash(value, "rollupBlock"),
            Success = value.GetProperty("success").GetBoolean(),
        }.Digest(),
        _ => throw new ArgumentException(name),
    };

    private static BundleTerms Terms(JsonElement value) => new()
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

    private static BundleLeg Leg(JsonElement transactions) => new(
        [.. transactions.EnumerateArray().Select(bytes => (ReadOnlyMemory<byte>)Convert.FromHexString(bytes.GetString()![2..]))]);

    private static Preconditions Preconditions(JsonElement value) => new()
    {
        MinBlock = Number(value, "minBlock"),
        MaxBlock = Number(value, "maxBlock"),
        Slack = Number(value, "slack"),
        Nonces = [.. value.GetProperty("nonces").EnumerateArray()
            .Select(nonce => new NonceIs(Account(nonce, "account"), Number(nonce, "nonce")))],
        Storage = [.. value.GetProperty("storage").EnumerateArray()
            .Select(slot => new StorageIs(Account(slot, "account"), Hash(slot, "slot"), Hash(slot, "value")))],
        Balances = [.. value.GetProperty("balances").EnumerateArray().Select(balance => new BalanceIs(
            Account(balance, "account"), UInt256.Parse(balance.GetProperty("least").GetString()!)))],
    };

    private static ulong Number(JsonElement value, string name) => ulong.Parse(value.GetProperty(name).GetString()!);

    private static Hash256 Hash(JsonElement value, string name) => Hash256.Parse(value.GetProperty(name).GetString()!);

    private static Address Account(JsonElement value, string name) => Address.Parse(value.GetProperty(name).GetString()!);
}
