using SharedSequencer.Primitives;
using SharedSequencer.Testing;

namespace SharedSequencer.Protocol.Tests.Verification;

public sealed class ReceiptAuditTests
{
    private static readonly RollupId Rollup = new(1);
    private static readonly byte[] Raw = [1, 2, 3];

    private readonly TestChain _chain = new TestChain(new TestNetwork(1)).Register();
    private readonly ChainState _before;

    public ReceiptAuditTests()
    {
        _before = Follow(_chain);
        _chain.Advance(TimeSpan.FromSeconds(2));
    }

    [Fact]
    public void A_transaction_that_gets_its_place_in_time_is_kept_and_stays_kept()
    {
        var receipt = Promise(Raw);
        _chain.Order(Rollup, Raw).NextBlock();

        var standings = Read(receipt, _before);

        Assert.Equal([ReceiptStanding.Open, ReceiptStanding.Kept], standings.Distinct());
        Assert.Equal(ReceiptStanding.Kept, standings[^2]);
    }

    [Fact]
    public void A_recorded_rejection_keeps_it_too()
    {
        var tooLong = new byte[ProtocolDefaults.MaxTransactionBytes + 1];
        var receipt = Promise(tooLong);
        _chain.Order(Rollup, tooLong);

        Assert.Equal(ReceiptStanding.Kept, Read(receipt, _before)[^1]);
    }

    [Fact]
    public void It_is_broken_by_the_first_block_after_the_deadline_and_not_before()
    {
        var receipt = Promise(Raw);
        _chain.Advance(ProtocolDefaults.ReceiptDeadline);
        Assert.Equal(receipt.Deadline, _chain.Blocks[^1].Header.Timestamp);
        Assert.Equal(ReceiptStanding.Open, Read(receipt, _before)[^1]);

        _chain.NextBlock();

        Assert.Equal(ReceiptStanding.Broken, Read(receipt, _before)[^1]);
    }

    [Fact]
    public void The_first_block_after_the_deadline_still_keeps_it_and_the_next_does_not()
    {
        var receipt = Promise(Raw);
        var late = Promise([9]);
        _chain.Advance(ProtocolDefaults.ReceiptDeadline);
        _chain.Order(Rollup, Raw).Order(Rollup, [9]);

        Assert.Equal(ReceiptStanding.Kept, Read(receipt, _before)[^1]);
        Assert.Equal(ReceiptStanding.Broken, Read(late, _before)[^1]);
    }

    [Fact]
    public void A_late_start_accuses_nobody()
    {
        var receipt = Promise(Raw);
        _chain.Order(Rollup, Raw);
        _chain.Advance(ProtocolDefaults.ReceiptDeadline + TimeSpan.FromSeconds(1));
        var kept = Follow(_chain);
        _chain.Advance(ProtocolDefaults.PlacedWindow + TimeSpan.FromSeconds(1));
        var forgotten = Follow(_chain);

        Assert.Equal(ReceiptStanding.Kept, new ReceiptAudit(receipt, kept).Standing);
        Assert.Equal(ReceiptStanding.BegunTooLate, new ReceiptAudit(receipt, forgotten).Standing);
        Assert.Equal(ReceiptStanding.Kept, Read(receipt, ChainState.AtGenesis(_chain.Network.Genesis))[^1]);
    }

    [Fact]
    public void A_start_that_is_only_a_little_late_finds_what_comes_and_accuses_nobody()
    {
        var receipt = Promise(Raw);
        _chain.Advance(TimeSpan.FromSeconds(1));
        var start = Follow(_chain);
        _chain.Advance(ProtocolDefaults.ReceiptDeadline);
        Assert.Equal(ReceiptStanding.BegunTooLate, Read(receipt, start)[^1]);

        var other = Promise([7]);
        var later = Follow(_chain);
        _chain.Order(Rollup, [7]);
        Assert.Equal(ReceiptStanding.Kept, Read(other, later)[^1]);
    }

    [Fact]
    public void What_was_in_the_chain_before_the_receipt_and_is_left_out_as_a_repeat_counts_as_kept()
    {
        _chain.Order(Rollup, Raw);
        var start = Follow(_chain);
        _chain.Advance(TimeSpan.FromMinutes(5));
        var receipt = Promise(Raw);
        _chain.Order(Rollup, Raw).Advance(ProtocolDefaults.ReceiptDeadline + TimeSpan.FromSeconds(1));

        Assert.Equal(ReceiptStanding.Kept, Read(receipt, start)[^1]);
    }

    [Fact]
    public void Another_rollup_with_the_same_transaction_does_not_keep_it()
    {
        var receipt = Promise(Raw) with { Rollup = new RollupId(2) };
        _chain.Order(Rollup, Raw).Advance(ProtocolDefaults.ReceiptDeadline + TimeSpan.FromSeconds(1));

        Assert.Equal(ReceiptStanding.Broken, Read(receipt, _before)[^1]);
    }

    [Fact]
    public void Blocks_that_were_left_out_are_noticed_and_so_is_another_network()
    {
        var receipt = Promise(Raw);
        var start = Follow(_chain);
        _chain.NextBlock().NextBlock();
        var audit = new ReceiptAudit(receipt, start);

        Assert.Throws<ArgumentException>(() => audit.Take(Expanded().Last()));
        Assert.Throws<ArgumentException>(() => audit.Take(Expanded().First()));
        Assert.Throws<ArgumentException>(() =>
            new ReceiptAudit(receipt with { Network = new NetworkId(Keccak256.Hash([1])) }, start));
    }

    /// <summary>What an ingress promises whose clock shows the chain's time.</summary>
    private Receipt Promise(byte[] raw) => new()
    {
        Network = _chain.Network.Genesis.NetworkId,
        Rollup = Rollup,
        Transaction = Keccak256.Hash(raw),
        Deadline = _chain.Now.Wall.Plus(ProtocolDefaults.ReceiptDeadline),
    };

    private IEnumerable<ExpandedBlock> Expanded() =>
        _chain.Effects.OfType<CoreEffect.Deliver>().Select(effect => effect.Expanded);

    private static ChainState Follow(TestChain chain)
    {
        var follower = new ChainFollower(chain.Network.Genesis);
        Assert.All(chain.Blocks, block => Assert.True(follower.TryApply(block, out _, out _)));
        return follower.State;
    }

    /// <summary>The standing at the start and after each further block.</summary>
    private List<ReceiptStanding> Read(Receipt receipt, ChainState start)
    {
        var audit = new ReceiptAudit(receipt, start);
        return [audit.Standing, .. Expanded().Where(block => block.Header.Height > start.Height).Select(audit.Take)];
    }
}
