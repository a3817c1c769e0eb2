using CsCheck;
using SharedSequencer.Testing;

namespace SharedSequencer.Protocol.Tests.Ordering;

public sealed class BlockRulesTests
{
    private static readonly TestNetwork Network = new(1, 2, 3);
    private readonly TestChain _chain = new TestChain(Network).Register();

    [Fact]
    public void Whatever_a_leader_selects_is_in_order_by_the_public_rule()
    {
        var arrival = Gen.Select(Gen.Int[1, 3], Gen.Int[0, 30]);

        arrival.Array[1, 40].Sample(
            arrivals =>
            {
                var chain = new TestChain(Network).Register();
                var number = 0;
                foreach (var (rollup, milliseconds) in arrivals)
                {
                    chain.Advance(TimeSpan.FromMilliseconds(milliseconds));
                    chain.Submit(new RollupId((ulong)rollup), BitConverter.GetBytes(number++));
                }

                chain.NextBlock();
                var follower = new ChainFollower(Network.Genesis);
                var held = chain.Effects.OfType<CoreEffect.PersistBatch>().Count();
                return chain.Blocks.All(block => follower.TryApply(block, out _, out _))
                    && chain.Blocks.Sum(block => block.Block.Certificates.Count) == held;
            },
            iter: 30);
    }

    [Fact]
    public void Certificates_in_another_order_break_the_rule()
    {
        var block = BlockOf(new RollupId(1), new RollupId(2), new RollupId(3));
        var swapped = block.Block.Certificates.Reverse().ToList();

        Assert.Equal(BlockFault.WrongOrder, Check(block, swapped));
    }

    [Fact]
    public void The_same_certificate_twice_breaks_the_rule()
    {
        var block = BlockOf(new RollupId(1));

        Assert.Equal(
            BlockFault.WrongPredecessor,
            Check(block, [block.Block.Certificates[0], block.Block.Certificates[0]]));
    }

    [Fact]
    public void A_lane_out_of_sequence_breaks_the_rule()
    {
        var block = BlockOf(new RollupId(1), new RollupId(1));

        Assert.Equal(BlockFault.WrongPredecessor, Check(block, [block.Block.Certificates[1]]));
    }

    [Fact]
    public void A_certificate_whose_quorum_is_not_signed_breaks_the_rule()
    {
        var block = BlockOf(new RollupId(1));
        var certificate = block.Block.Certificates[0];
        var entry = certificate.Entries[0] with { Signature = TestNetwork.Key("x").Sign(certificate.Digest) };

        Assert.Equal(BlockFault.BadCertificate, Check(block, [certificate with { Entries = [entry] }]));
    }

    [Fact]
    public void A_batch_of_an_unknown_ingress_breaks_the_rule()
    {
        var batch = new BatchStream(Network.Genesis.NetworkId, TestNetwork.Key("x"))
            .Next(new Lane(1), _chain.Now.Wall, [new byte[] { 1 }]);
        var own = Acknowledgement.Sign(batch, Network.Genesis.NetworkId, Network.Signer, _chain.Now.Wall);
        var certificate = new Certificate
        {
            Batch = batch.Header,
            Size = (uint)batch.Size,
            Entries = [new CertificateEntry(own.Validator, own.Arrival, own.Signature)],
        };

        Assert.Equal(BlockFault.UnknownIngress, Check(BlockOf(new RollupId(1)), [certificate]));
    }

    [Fact]
    public void An_expired_certificate_breaks_the_rule()
    {
        var block = BlockOf(new RollupId(1));
        var late = block.Header with { Timestamp = block.Header.Timestamp.Plus(ProtocolDefaults.BatchLifetime) };

        Assert.Equal(BlockFault.Expired, BlockRules.Check(Parent(), new Block(late, block.Block.Certificates)));
    }

    [Fact]
    public void A_lane_takes_half_a_block_at_most_and_a_block_two_mebibytes()
    {
        for (var i = 0; i < 16; i++)
        {
            for (var rollup = 1UL; rollup <= 3; rollup++)
            {
                _chain.Submit(new RollupId(rollup), new byte[100_000], [(byte)i]);
            }
        }

        _chain.NextBlock();
        var sizes = _chain.Blocks[^1].Block.Certificates
            .GroupBy(certificate => certificate.Batch.Lane, certificate => (long)certificate.Size)
            .ToDictionary(lane => lane.Key, lane => lane.Sum());

        Assert.All(sizes.Values, size => Assert.InRange(size, 1, ProtocolDefaults.MaxLaneBytesPerBlock));
        Assert.InRange(sizes.Values.Sum(), ProtocolDefaults.MaxBlockBytes - 300_000, ProtocolDefaults.MaxBlockBytes);

        _chain.NextBlock().NextBlock();
        var follower = new ChainFollower(Network.Genesis);
        Assert.All(_chain.Blocks, block => Assert.True(follower.TryApply(block, out _, out _)));
        Assert.Equal(48 + 1, _chain.Blocks.Sum(block => block.Block.Certificates.Count));
    }

    [Fact]
    public void Lanes_full_of_the_shortest_items_make_no_block_of_more_items_than_the_bound_and_all_of_them_are_ordered()
    {
        const int each = 16;
        FillLanes(each, 1, 2, 3);

        _chain.NextBlock().NextBlock().NextBlock().NextBlock().NextBlock();

        var follower = new ChainFollower(Network.Genesis);
        foreach (var block in _chain.Blocks)
        {
            Assert.InRange(block.Batches!.Sum(batch => batch.Items.Count), 0, ProtocolDefaults.MaxBlockItems);
            Assert.InRange(block.WithoutBatches().Encode().Length, 1, ProtocolDefaults.MaxBlockOutcomes * ProtocolDefaults.MaxOutcomeBytes);
            Assert.True(follower.TryApply(block, out var expanded, out _));
            Assert.InRange(expanded.Outcomes.Count, 0, ProtocolDefaults.MaxBlockOutcomes);
        }

        var most = _chain.Blocks.Max(block => block.Outcomes.Count);
        Assert.InRange(most, ProtocolDefaults.MaxBlockItems / 2, ProtocolDefaults.MaxBlockItems);
        Assert.Equal(
            3 * each * ProtocolDefaults.MaxBatchItems,
            _chain.Blocks.Sum(block => block.Outcomes.Count(outcome => outcome.Code == OutcomeCode.Malformed)));
    }

    [Fact]
    public void A_block_with_a_batch_of_short_items_more_than_fits_breaks_the_rule()
    {
        FillLanes(16, 1);
        var full = _chain.NextBlock().Blocks[^1];
        var parent = Parent();
        IReadOnlyList<Certificate> more = [.. full.Block.Certificates, _chain.NextBlock().Blocks[^1].Block.Certificates[0]];

        Assert.Equal(BlockFault.None, BlockRules.Check(parent, full.Block));
        Assert.Equal(
            BlockFault.TooLarge,
            BlockRules.Check(parent, new Block(full.Header with { BatchesRoot = Block.BatchesRootOf(more) }, more)));
    }

    [Fact]
    public void The_first_certificate_that_does_not_fit_closes_its_lane_for_every_ingress()
    {
        var other = TestNetwork.Key("second ingress");
        var genesis = Network.Genesis with { Ingresses = [Network.IngressKey.Address, other.Address] };
        var core = new OrderingCore(Network.Signer, new RecoveredCore { Final = ChainState.AtGenesis(genesis) });
        var effects = new List<CoreEffect>();
        var milliseconds = 0;
        Instant Now() => new(genesis.Time.Plus(TimeSpan.FromMilliseconds(milliseconds)), TimeSpan.FromMilliseconds(milliseconds));
        void Give(BatchStream stream, int bytes)
        {
            milliseconds++;
            core.Step(new CoreInput.BatchReceived(stream.Next(Lane.Shared, Now().Wall, [new byte[bytes]])), Now(), effects);
        }

        core.Start(Now(), effects);
        var large = new BatchStream(genesis.NetworkId, Network.IngressKey);
        for (var i = 0; i < 11; i++)
        {
            Give(large, 100_000);
        }

        Give(new BatchStream(genesis.NetworkId, other), 10);
        milliseconds = 250;
        core.Step(new CoreInput.TimerFired(), Now(), effects);

        var block = effects.OfType<CoreEffect.Deliver>().Last().Block.Block;
        Assert.Equal(10, block.Certificates.Count);
        Assert.All(block.Certificates, certificate => Assert.Equal(Network.IngressKey.Address, certificate.Batch.Ingress));
    }

    /// <summary>Each batch has as many items as one may have, of which none has a byte.</summary>
    private void FillLanes(int batches, params ulong[] rollups)
    {
        var items = Enumerable.Repeat(Array.Empty<byte>(), ProtocolDefaults.MaxBatchItems).ToArray();
        for (var i = 0; i < batches; i++)
        {
            foreach (var rollup in rollups)
            {
                _chain.Submit(new RollupId(rollup), items);
            }
        }
    }

    private FinalizedBlock BlockOf(params RollupId[] rollups)
    {
        foreach (var rollup in rollups)
        {
            _chain.Advance(TimeSpan.FromMilliseconds(1));
            _chain.Submit(rollup, [(byte)rollup.Value]);
        }

        _chain.NextBlock();
        Assert.Equal(rollups.Length, _chain.Blocks[^1].Block.Certificates.Count);
        return _chain.Blocks[^1];
    }

    private ChainState Parent() => _chain.Effects.OfType<CoreEffect.PersistFinal>().SkipLast(1).Last().State;

    private BlockFault Check(FinalizedBlock block, IReadOnlyList<Certificate> certificates) => BlockRules.Check(
        Parent(),
        new Block(block.Header with { BatchesRoot = Block.BatchesRootOf(certificates) }, certificates));
}
