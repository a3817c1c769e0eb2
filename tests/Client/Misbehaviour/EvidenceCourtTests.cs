using SharedSequencer.Primitives;
using SharedSequencer.Protocol;
using SharedSequencer.Testing;

namespace SharedSequencer.Client.Tests.Misbehaviour;

public sealed class EvidenceCourtTests
{
    private readonly TestNetwork _network = new(1);
    private readonly TestChain _chain;

    public EvidenceCourtTests() =>
        _chain = new TestChain(_network).Register().Order(new RollupId(1), [1]).Order(new RollupId(1), [2]).NextBlock();

    [Fact]
    public async Task Each_piece_is_judged_where_the_chain_decides_it()
    {
        var broken = Promise(Keccak256.Hash([9]), _chain.Now.Wall);
        var kept = Promise(Keccak256.Hash([1]), _chain.Now.Wall);
        var forged = broken with { Signature = TestNetwork.Key("x").Sign(broken.Receipt.Digest()) };
        var open = Promise(Keccak256.Hash([8]), _chain.Now.Wall.Plus(TimeSpan.FromHours(1)));
        _chain.Advance(TimeSpan.FromMinutes(2));

        var verdicts = await JudgeAsync(
            FalseBlockOn(2), HonestBlockOn(2), FalseBlockOn(99), Contradiction(), broken, kept, forged, open);

        Assert.Equal(
            [
                EvidenceVerdict.Proven, EvidenceVerdict.Unfounded, EvidenceVerdict.Undecided, EvidenceVerdict.Proven,
                EvidenceVerdict.Proven, EvidenceVerdict.Unfounded, EvidenceVerdict.Unfounded, EvidenceVerdict.Undecided,
            ],
            verdicts);
    }

    [Fact]
    public async Task A_block_of_the_publisher_that_breaks_a_rule_ends_the_trial()
    {
        var blocks = _chain.Blocks.ToList();
        blocks[1] = blocks[1] with { Batches = blocks[0].Batches };
        var court = new EvidenceCourt(_network.Genesis, [FalseBlockOn(3)]);
        await using var publisher = await BlockServer.StartAsync(blocks);
        using var http = new HttpClient();

        await Assert.ThrowsAsync<VerificationException>(() =>
            court.JudgeAsync(new BlockClient(http, publisher.Address), TestContext.Current.CancellationToken));
        Assert.False(court.IsOver);
    }

    private async Task<IReadOnlyList<EvidenceVerdict>> JudgeAsync(params Evidence[] cases)
    {
        await using var publisher = await BlockServer.StartAsync(_chain.Blocks);
        using var http = new HttpClient();
        return await new EvidenceCourt(_network.Genesis, cases)
            .JudgeAsync(new BlockClient(http, publisher.Address), TestContext.Current.CancellationToken);
    }

    private Evidence.BrokenReceipt Promise(Hash256 transaction, ChainTime given)
    {
        var receipt = new Receipt
        {
            Network = _network.Genesis.NetworkId,
            Rollup = new RollupId(1),
            Transaction = transaction,
            Deadline = given.Plus(ProtocolDefaults.ReceiptDeadline),
        };
        return new(receipt, _network.IngressKey.Address, _network.IngressKey.Sign(receipt.Digest()));
    }

    /// <summary>A block with the certificates of an earlier one.</summary>
    private Evidence.FalseBlock FalseBlockOn(ulong height) => Accuse(height, _chain.Blocks[1].Block.Certificates);

    private Evidence.FalseBlock HonestBlockOn(ulong height) => Accuse(height, []);

    private Evidence.FalseBlock Accuse(ulong height, IReadOnlyList<Certificate> certificates)
    {
        var parent = height <= (ulong)_chain.Blocks.Count ? _chain.Blocks[(int)height - 1].Header : _chain.Blocks[0].Header;
        var header = parent with
        {
            Height = parent.Height.Next,
            View = parent.View.Next,
            Parent = height <= (ulong)_chain.Blocks.Count ? parent.Hash : Keccak256.Hash([7]),
            Timestamp = parent.Timestamp.Plus(TimeSpan.FromMilliseconds(1)),
            BatchesRoot = Block.BatchesRootOf(certificates),
        };
        return new(default, new Block(header, certificates), _network.ValidatorKey.Sign(Block.ProposalDigest(header)));
    }

    private Evidence.Votes Contradiction() => new(
        Vote.Sign(VoteKind.Finalize, _network.Genesis.NetworkId, new View(900), Keccak256.Hash([1]), _network.Signer),
        Vote.Sign(VoteKind.Nullify, _network.Genesis.NetworkId, new View(900), default, _network.Signer));
}
