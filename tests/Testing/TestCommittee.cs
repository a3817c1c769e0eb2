using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Testing;

/// <summary>A network of several validators with known keys, and whatever its members sign.</summary>
public sealed class TestCommittee
{
    /// <summary>Makes the network with a member per weight.</summary>
    public TestCommittee(params ulong[] weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        Signers = [.. weights.Select((_, i) =>
            new ValidatorSigner(default, new ValidatorIndex((ushort)i), TestNetwork.Key($"validator {i}")))];
        IngressKey = TestNetwork.Key("ingress");
        Genesis = new Genesis
        {
            Name = "committee",
            Time = new ChainTime(1_700_000_000_000),
            Committee = new Committee(default, [.. weights.Select((weight, i) => new Validator(Signers[i].Key.Address, weight))]),
            Ingresses = [IngressKey.Address],
            Grants = [],
        };
        Batches = new BatchStream(Genesis.NetworkId, IngressKey);
    }

    /// <summary>The genesis.</summary>
    public Genesis Genesis { get; }

    /// <summary>The members' keys, by seat.</summary>
    public IReadOnlyList<ValidatorSigner> Signers { get; }

    /// <summary>The one ingress's key.</summary>
    public PrivateKey IngressKey { get; }

    /// <summary>The ingress's batches.</summary>
    public BatchStream Batches { get; }

    /// <summary>The next batch of a lane with these transactions.</summary>
    public Batch Batch(Lane lane, params byte[][] transactions) => Batches.Next(
        lane, Genesis.Time, [.. transactions.Select(bytes => (ReadOnlyMemory<byte>)bytes)]);

    /// <summary>A member's acknowledgement, a millisecond later for each seat.</summary>
    public Acknowledgement Acknowledge(Batch batch, int seat) => Acknowledgement.Sign(
        batch, Genesis.NetworkId, Signers[seat], new ChainTime(Genesis.Time.Milliseconds + 100 + (ulong)seat));

    /// <summary>The certificate of the first seats.</summary>
    public Certificate Certify(Batch batch, int seats)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return new Certificate
        {
            Batch = batch.Header,
            Size = (uint)batch.Size,
            Entries = [.. Enumerable.Range(0, seats).Select(seat => Acknowledge(batch, seat))
                .Select(given => new CertificateEntry(given.Validator, given.Arrival, given.Signature))],
        };
    }

    /// <summary>A member's vote.</summary>
    public Vote Vote(VoteKind kind, ulong view, in Hash256 block, int seat) =>
        Protocol.Vote.Sign(kind, Genesis.NetworkId, new View(view), block, Signers[seat]);

    /// <summary>The votes of the first seats as a certificate.</summary>
    public QuorumCertificate Decide(VoteKind kind, ulong view, Hash256 block, int seats) => new()
    {
        Kind = kind,
        Epoch = default,
        View = new View(view),
        Block = block,
        Votes = [.. Enumerable.Range(0, seats).Select(seat => Vote(kind, view, block, seat))
            .Select(vote => new VoteSignature(vote.Validator, vote.Signature))],
    };

    /// <summary>
    /// The proposal of a view's leader with these certificates on a parent, skipping the views between; its roots of
    /// rollups and outcomes say nothing.
    /// </summary>
    public Proposal Propose(ulong view, QuorumCertificate? parent, params Certificate[] certificates)
    {
        var leader = Genesis.Committee.Leader(new View(view));
        var header = new BlockHeader
        {
            Network = Genesis.NetworkId,
            Epoch = default,
            Height = new Height(view),
            View = new View(view),
            Parent = parent?.Block ?? Genesis.NetworkId.Value,
            Timestamp = new ChainTime(Genesis.Time.Milliseconds + 200 + view),
            Leader = leader,
            BatchesRoot = Block.BatchesRootOf(certificates),
            RollupsRoot = MerkleTree.Root([]),
            OutcomesRoot = MerkleTree.Root([]),
        };
        var first = (parent?.View.Value ?? 0) + 1;
        var seats = Signers.Count;
        return new Proposal
        {
            Block = new Block(header, certificates),
            Signature = Signers[leader.Value].Key.Sign(Block.ProposalDigest(header)),
            Parent = parent,
            Nullifications = [.. Enumerable.Range(0, (int)(view - first))
                .Select(i => Decide(VoteKind.Nullify, first + (ulong)i, default, seats))],
        };
    }
}
