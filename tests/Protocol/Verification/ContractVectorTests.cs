using System.Text.Encodings.Web;
using System.Text.Json;
using SharedSequencer.Primitives;
using SharedSequencer.Testing;

namespace SharedSequencer.Protocol.Tests.Verification;

/// <summary>
/// Proofs as validators make them, for the contracts of shared/contracts: the committed file is what the code makes, so a
/// format that changes here cannot go unnoticed there.
/// </summary>
public sealed class ContractVectorTests
{
    private const string FileName = "finality.json";
    private const OutcomeKind Kind = OutcomeKind.Decision;
    private const OutcomeCode Code = OutcomeCode.Committed;

    private static readonly TestCommittee Committee = new(3, 1, 2, 1);

    private static readonly JsonSerializerOptions Format = new()
    {
        WriteIndented = true,
        IndentSize = 1,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
    };

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Vectors");

    [Fact]
    public void The_proofs_for_the_contracts_do_not_drift()
    {
        var made = JsonSerializer.Serialize(Vectors(), Format) + "\n";
        var written = Path.Combine(Folder, $"made-{FileName}");
        File.WriteAllText(written, made);

        Assert.True(
            made == File.ReadAllText(Path.Combine(Folder, FileName)),
            $"The formats changed. If that is meant, copy {written} to tests/Vectors/{FileName} and run tests/Contracts.");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void The_verifiers_here_accept_the_proofs_and_refuse_the_other_certificates(int index)
    {
        var sample = Samples()[index];

        Assert.Equal(BlockFault.None, Check(sample, VoteKind.Finalize));
        Assert.Equal(BlockFault.NotFinalized, Check(sample, VoteKind.Notarize));
        Assert.Equal(BlockFault.NotFinalized, Check(sample, VoteKind.Nullify));
        Assert.True(MerkleTree.Verify(
            sample.Header.OutcomesRoot, sample.Leaves[sample.Index], sample.Index, sample.Leaves.Count, sample.Path));
    }

    private static BlockFault Check(Sample sample, VoteKind kind) =>
        new FinalityProof
        {
            Header = sample.Header,
            Finalization = sample.Certificate(kind),
            Descendants = sample.Descendants,
        }.Check(Committee.Genesis);

    /// <summary>A block alone, one with the only outcome, one deep down in a larger tree and far back.</summary>
    private static IReadOnlyList<Sample> Samples() =>
    [
        Sample.Of(outcomes: 5, index: 3, descendants: 0),
        Sample.Of(outcomes: 1, index: 0, descendants: 1),
        Sample.Of(outcomes: 21, index: 20, descendants: 4),
    ];

    private static object Vectors() => new
    {
        Source = "tests/Protocol ContractVectorTests, made by shared/Protocol with the keys of TestCommittee",
        Network = Committee.Genesis.NetworkId.ToString(),
        Epoch = Committee.Genesis.Committee.Epoch.ToString(),
        Quorum = Committee.Genesis.Committee.Quorum.ToString(),
        Members = Committee.Genesis.Committee.Validators.Select(member => new
        {
            Account = member.Address.ToString(),
            Weight = member.Weight.ToString(),
        }),
        Vectors = Samples().Select(sample => new
        {
            Kind = (int)Kind,
            Code = (int)Code,
            Subject = sample.Subject.ToString(),
            LeafHash = sample.Leaves[sample.Index].ToString(),
            sample.Index,
            Size = sample.Leaves.Count,
            Path = sample.Path.Select(sibling => sibling.ToString()),
            Header = Hex.Encode(sample.Header.Encode()),
            BlockHash = sample.Header.Hash.ToString(),
            Descendants = sample.Descendants.Select(header => Hex.Encode(header.Encode())),
            Finalization = Write(sample.Certificate(VoteKind.Finalize)),
            Notarization = Write(sample.Certificate(VoteKind.Notarize)),
            Nullification = Write(sample.Certificate(VoteKind.Nullify)),
        }),
    };

    private static object Write(QuorumCertificate certificate) => new
    {
        Kind = (int)certificate.Kind,
        Epoch = certificate.Epoch.ToString(),
        View = certificate.View.ToString(),
        Block = certificate.Block.ToString(),
        Votes = certificate.Votes.Select(vote => new
        {
            Validator = (int)vote.Validator.Value,
            Signature = vote.Signature.ToString(),
        }),
    };

    /// <summary>A header that commits to outcomes, the headers after it, and votes for the last.</summary>
    private sealed record Sample(
        BlockHeader Header, IReadOnlyList<BlockHeader> Descendants, Hash256 Subject, IReadOnlyList<Hash256> Leaves, int Index)
    {
        public Hash256[] Path => MerkleTree.Prove(Leaves, Index);

        public static Sample Of(int outcomes, int index, int descendants)
        {
            var all = Enumerable.Range(0, outcomes)
                .Select(place => new Outcome(Kind, Lane.Shared, SubjectAt(outcomes, place), Code))
                .ToList();
            var header = HeaderAt(100 * (ulong)outcomes, Keccak256.OfEmpty) with { OutcomesRoot = Outcome.RootOf(all) };
            var after = new List<BlockHeader>();
            for (var tip = header; after.Count < descendants; after.Add(tip))
            {
                tip = HeaderAt(tip.Height.Value + 1, tip.Hash);
            }

            return new Sample(header, after, all[index].Subject, [.. all.Select(outcome => outcome.LeafHash())], index);
        }

        /// <summary>The votes of the first three seats, six of seven by weight, for the last header.</summary>
        public QuorumCertificate Certificate(VoteKind kind)
        {
            var tip = Descendants is [.., var last] ? last : Header;
            return Committee.Decide(kind, tip.View.Value, kind == VoteKind.Nullify ? default : tip.Hash, 3);
        }

        private static Hash256 SubjectAt(int outcomes, int place) =>
            Keccak256.Hash([(byte)outcomes, (byte)place]);

        private static BlockHeader HeaderAt(ulong height, Hash256 parent) => new()
        {
            Network = Committee.Genesis.NetworkId,
            Epoch = default,
            Height = new Height(height),
            View = new View((2 * height) + 50),
            Parent = parent,
            Timestamp = Committee.Genesis.Time.Plus(TimeSpan.FromSeconds(height)),
            Leader = Committee.Genesis.Committee.Leader(new View((2 * height) + 50)),
            BatchesRoot = MerkleTree.Root([]),
            RollupsRoot = MerkleTree.Root([]),
            OutcomesRoot = MerkleTree.Root([]),
        };
    }
}
