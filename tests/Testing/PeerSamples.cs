using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Testing;

/// <summary>One message of every kind, said by a committee of four, and one proof of every kind of misbehaviour.</summary>
public sealed class PeerSamples
{
    private static readonly Hash256 Some = Keccak256.Hash([1]);

    /// <summary>Says everything; the same every time.</summary>
    public PeerSamples()
    {
        var batch = Committee.Batch(Lane.Of(new RollupId(7)), [1, 2], [3]);
        var certificate = Committee.Certify(batch, 3);
        var parent = Committee.Decide(VoteKind.Notarize, 2, Some, 3);
        var proposal = Committee.Propose(5, parent, certificate);
        var chain = new TestChain(new TestNetwork(1)).Register().Order(new RollupId(1), [1], [2]);
        Messages =
        [
            new PeerMessage.BatchBody(batch),
            new PeerMessage.Acknowledged(Committee.Acknowledge(batch, 2)),
            new PeerMessage.Certified(certificate),
            new PeerMessage.Proposed(proposal),
            new PeerMessage.Voted(Committee.Vote(VoteKind.Nullify, 3, default, 1)),
            new PeerMessage.Decided(parent),
            new PeerMessage.BatchesWanted([Some, batch.Digest]),
            new PeerMessage.BlockWanted(Some),
            new PeerMessage.FinalWanted(new Height(9)),
            new PeerMessage.FinalBlocks([.. chain.Blocks]),
            new PeerMessage.Status(new Height(3), new View(4), parent, Asks: true, Life: 5),
        ];
        Evidence =
        [
            ProposalsOf(Committee.Propose(1, null), Committee.Propose(1, null, certificate)),
            new Evidence.Votes(
                Committee.Vote(VoteKind.Finalize, 8, Some, 1), Committee.Vote(VoteKind.Nullify, 8, default, 1)),
            new Evidence.Acknowledgements(
                Committee.Acknowledge(batch, 2),
                Acknowledgement.Sign(batch, Committee.Genesis.NetworkId, Committee.Signers[2], Committee.Genesis.Time)),
            BatchesOf(batch, new TestCommittee(1, 1, 1, 1).Batch(Lane.Of(new RollupId(7)), [4])),
            FalseBlockOf(Committee.Propose(1, null, certificate, certificate)),
            BrokenReceiptOf(Committee),
        ];
    }

    /// <summary>Who says it.</summary>
    public TestCommittee Committee { get; } = new(1, 1, 1, 1);

    /// <summary>Every kind once, in the order of their tags.</summary>
    public IReadOnlyList<PeerMessage> Messages { get; }

    /// <summary>Every kind once, valid, in the order of their tags.</summary>
    public IReadOnlyList<Evidence> Evidence { get; }

    /// <summary>The message of one kind.</summary>
    public T Of<T>()
        where T : PeerMessage => Messages.OfType<T>().Single();

    private static Evidence.Proposals ProposalsOf(Proposal first, Proposal second) => new(
        first.Block.Header.Leader, first.Block.Header, first.Signature, second.Block.Header, second.Signature);

    private static Evidence.Batches BatchesOf(Batch first, Batch second) =>
        new(first.Header, first.Signature, second.Header, second.Signature);

    private static Evidence.FalseBlock FalseBlockOf(Proposal proposal) =>
        new(proposal.Block.Header.Leader, proposal.Block, proposal.Signature);

    private static Evidence.BrokenReceipt BrokenReceiptOf(TestCommittee committee)
    {
        var receipt = new Receipt
        {
            Network = committee.Genesis.NetworkId,
            Rollup = new RollupId(7),
            Transaction = Some,
            Deadline = committee.Genesis.Time.Plus(ProtocolDefaults.ReceiptDeadline),
        };
        return new(receipt, committee.IngressKey.Address, committee.IngressKey.Sign(receipt.Digest()));
    }
}
