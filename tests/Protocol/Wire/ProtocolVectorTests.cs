using System.Text.Json;
using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol.Tests.Wire;

/// <summary>What ethers computes from the type strings alone (tests/Vectors/generate/protocol.mjs).</summary>
public sealed class ProtocolVectorTests
{
    private static readonly JsonElement Vectors = JsonDocument.Parse(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Vectors", "protocol.json"))).RootElement;

    [Theory]
    [InlineData("Batch")]
    [InlineData("Acknowledgement")]
    [InlineData("Proposal")]
    [InlineData("Vote")]
    [InlineData("RollupOperation")]
    [InlineData("RollupGrant")]
    [InlineData("Receipt")]
    [InlineData("PeerIdentity")]
    public void What_is_signed_is_what_wallets_would_sign(string name)
    {
        var vectors = Vectors.GetProperty("signed").EnumerateArray()
            .Where(vector => vector.GetProperty("name").GetString() == name).ToList();

        Assert.Equal(3, vectors.Count);
        Assert.All(vectors, vector => Assert.Equal(
            vector.GetProperty("digest").GetString(), DigestOf(name, new Fields(vector.GetProperty("value"))).ToString()));
    }

    [Fact]
    public void Header_hashes_are_those_of_plain_rlp()
    {
        Assert.All(Vectors.GetProperty("headers").EnumerateArray(), vector =>
        {
            var fields = new Fields(vector.GetProperty("value"));
            var header = new BlockHeader
            {
                Network = fields.Network,
                Epoch = new Epoch(fields.Number("epoch")),
                Height = new Height(fields.Number("height")),
                View = new View(fields.Number("view")),
                Parent = fields.Hash("parent"),
                Timestamp = new ChainTime(fields.Number("timestamp")),
                Leader = new ValidatorIndex((ushort)fields.Number("leader")),
                BatchesRoot = fields.Hash("batchesRoot"),
                RollupsRoot = fields.Hash("rollupsRoot"),
                OutcomesRoot = fields.Hash("outcomesRoot"),
            };
            Assert.Equal(vector.GetProperty("hash").GetString(), header.Hash.ToString());
        });
        Assert.All(Vectors.GetProperty("rollupHeaders").EnumerateArray(), vector =>
        {
            var fields = new Fields(vector.GetProperty("value"));
            var header = new RollupBlockHeader
            {
                Rollup = new RollupId(fields.Number("rollup")),
                Number = fields.Number("number"),
                Parent = fields.Hash("parent"),
                Height = new Height(fields.Number("height")),
                Timestamp = new ChainTime(fields.Number("timestamp")),
                TransactionCount = (uint)fields.Number("transactionCount"),
                TransactionsRoot = fields.Hash("transactionsRoot"),
            };
            Assert.Equal(vector.GetProperty("hash").GetString(), header.Hash().ToString());
        });
    }

    private static Hash256 DigestOf(string name, Fields fields) => name switch
    {
        "Batch" => BatchDigest(fields),
        "Acknowledgement" => Acknowledgement.Digest(
            fields.Network,
            new Epoch(fields.Number("epoch")),
            fields.Hash("batch"),
            (uint)fields.Number("size"),
            new ChainTime(fields.Number("arrival"))),
        "Proposal" => Block.ProposalDigest(
            fields.Network, new Epoch(fields.Number("epoch")), new View(fields.Number("view")), fields.Hash("block")),
        "Vote" => Vote.Digest(
            (VoteKind)fields.Number("kind"),
            fields.Network,
            new Epoch(fields.Number("epoch")),
            new View(fields.Number("view")),
            fields.Hash("block")),
        "PeerIdentity" => PeerIdentity.Digest(fields.Network, new Epoch(fields.Number("epoch")), fields.Hash("key")),
        "RollupOperation" => OperationDigest(fields),
        "RollupGrant" => new RollupGrant(new RollupId(fields.Number("rollup")), fields.Number("chainId"), fields.Account("owner"))
            .Digest(fields.Network, new Epoch(fields.Number("epoch"))),
        "Receipt" => new Receipt
        {
            Network = fields.Network,
            Rollup = new RollupId(fields.Number("rollup")),
            Transaction = fields.Hash("transaction"),
            Deadline = new ChainTime(fields.Number("deadline")),
        }.Digest(),
        _ => throw new ArgumentException(name),
    };

    private static Hash256 BatchDigest(Fields fields) => new BatchHeader
    {
        Network = fields.Network,
        Kind = (BatchKind)fields.Number("kind"),
        Lane = new Lane(fields.Number("lane")),
        Ingress = fields.Account("ingress"),
        Sequence = fields.Number("sequence"),
        Predecessor = fields.Hash("predecessor"),
        PredecessorNotAfter = new ChainTime(fields.Number("predecessorNotAfter")),
        Created = new ChainTime(fields.Number("created")),
        NotAfter = new ChainTime(fields.Number("notAfter")),
        Content = fields.Hash("content"),
    }.Digest;

    private static Hash256 OperationDigest(Fields fields) => new RollupOperation
    {
        Network = fields.Network,
        Kind = (OperationKind)fields.Number("kind"),
        Rollup = new RollupId(fields.Number("rollup")),
        ChainId = fields.Number("chainId"),
        Owner = fields.Account("owner"),
        Reporter = fields.Account("reporter"),
        Nonce = fields.Number("nonce"),
    }.Digest();

    private sealed class Fields(JsonElement value)
    {
        public NetworkId Network => new(Hash("network"));

        public ulong Number(string name) => ulong.Parse(value.GetProperty(name).GetString()!);

        public Hash256 Hash(string name) => Hash256.Parse(value.GetProperty(name).GetString()!);

        public Address Account(string name) => Address.Parse(value.GetProperty(name).GetString()!);
    }
}
