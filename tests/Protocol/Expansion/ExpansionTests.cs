using CsCheck;
using SharedSequencer.Primitives;
using SharedSequencer.Testing;

namespace SharedSequencer.Protocol.Tests.Expansion;

public sealed class ExpansionTests
{
    private static readonly TestNetwork Network = new(1, 2);
    private static readonly RollupId One = new(1);
    private readonly TestChain _chain = new(Network);
    private int _nextTransaction;

    [Fact]
    public void Registry_changes_act_from_the_next_height()
    {
        _chain.Submit(Network.Operation(OperationKind.Register, One, 1));
        Assert.False(_chain.Core.Final.Registry.IsActive(Lane.Of(One)));

        _chain.NextBlock();

        Assert.True(_chain.Core.Final.Registry.IsActive(Lane.Of(One)));
        Assert.Equal([OutcomeCode.Applied], _chain.Blocks[^1].Outcomes.Select(outcome => outcome.Code));
    }

    [Fact]
    public void What_was_acknowledged_before_its_rollup_left_ends_as_an_outcome_with_the_reason()
    {
        _chain.Register();
        _chain.Submit(Network.Operation(OperationKind.Leave, One, 2));
        _chain.NextBlock();

        // The leave stands in a block; the batch was acknowledged by a validator that had not seen it yet.
        var state = _chain.Effects.OfType<CoreEffect.PersistFinal>().Last().State;
        var batch = new BatchStream(Network.Genesis.NetworkId, Network.IngressKey)
            .Next(Lane.Of(One), _chain.Now.Wall, [new byte[] { 5 }]);
        var result = Expander.Expand(state, _chain.Now.Wall, [Certify(batch)], [batch]);

        Assert.Empty(result.RollupBlocks);
        Assert.Equal(
            [new Outcome(OutcomeKind.Transaction, Lane.Of(One), Keccak256.Hash([5]), OutcomeCode.RollupInactive)],
            result.Outcomes);
    }

    [Fact]
    public void A_repeat_is_left_out_silently_within_a_block_across_blocks_and_across_a_restart()
    {
        _chain.Register().Order(One, [1], [2], [1]);
        _chain.Order(One, [2], [3]).Restart().Order(One, [3], [1], [4]);

        Assert.Equal([1, 2, 3, 4], Placed().Select(transaction => transaction.Span[0]));
        Assert.All(_chain.Blocks.Skip(2), block => Assert.Empty(block.Outcomes));
    }

    [Fact]
    public void The_same_bytes_on_two_rollups_are_two_transactions()
    {
        _chain.Register().Order(One, [1]).Order(new RollupId(2), [1]);

        Assert.Equal(2, Placed().Count());
    }

    [Fact]
    public void A_repeat_after_the_window_takes_a_place_again()
    {
        _chain.Register().Order(One, [1]);
        _chain.Advance(ProtocolDefaults.PlacedWindow - TimeSpan.FromSeconds(1)).Order(One, [1]);
        Assert.Single(Placed());

        _chain.Advance(TimeSpan.FromSeconds(2)).Order(One, [1]);

        Assert.Equal(2, Placed().Count());
    }

    [Fact]
    public void An_empty_or_oversized_transaction_is_an_outcome_and_costs_its_neighbours_nothing()
    {
        _chain.Register().Order(One, [1], [], new byte[ProtocolDefaults.MaxTransactionBytes + 1], [2]);

        Assert.Equal([1, 2], Placed().Select(transaction => transaction.Span[0]));
        Assert.Equal(
            [OutcomeCode.Malformed, OutcomeCode.Malformed],
            _chain.Blocks[^1].Outcomes.Select(outcome => outcome.Code));
    }

    [Fact]
    public void Numbers_have_no_gap_parents_link_and_every_registered_rollup_has_a_head_in_every_block()
    {
        _chain.Register();
        Gen.Int[1, 2].Array[1, 12].Sample(
            rollups =>
            {
                foreach (var rollup in rollups)
                {
                    _chain.Order(new RollupId((ulong)rollup), BitConverter.GetBytes(_nextTransaction++));
                }
            },
            iter: 5,
            threads: 1);
        var heads = new Dictionary<RollupId, RollupHead>();

        foreach (var delivered in _chain.Effects.OfType<CoreEffect.Deliver>().Skip(2))
        {
            foreach (var block in delivered.Expanded.RollupBlocks)
            {
                var head = heads.GetValueOrDefault(block.Header.Rollup);
                Assert.Equal((head?.Number ?? 0) + 1, block.Header.Number);
                Assert.Equal(head?.Hash ?? default, block.Header.Parent);
                heads[block.Header.Rollup] = new RollupHead(
                    block.Header.Rollup, block.Header.Number, block.Hash, RollupStatus.Active);
            }

            Assert.All(Network.Rollups, rollup =>
            {
                var proof = delivered.Expanded.ProveHead(rollup);
                Assert.True(proof.IsUnder(delivered.Block.Header.RollupsRoot));
                Assert.Equal(heads.GetValueOrDefault(rollup)?.Number ?? 0, proof.Head.Number);
            });
        }
    }

    private static Certificate Certify(Batch batch)
    {
        var own = Acknowledgement.Sign(batch, Network.Genesis.NetworkId, Network.Signer, batch.Header.Created);
        return new Certificate
        {
            Batch = batch.Header,
            Size = (uint)batch.Size,
            Entries = [new CertificateEntry(own.Validator, own.Arrival, own.Signature)],
        };
    }

    private IEnumerable<ReadOnlyMemory<byte>> Placed() => _chain.Effects.OfType<CoreEffect.Deliver>()
        .SelectMany(delivered => delivered.Expanded.RollupBlocks)
        .SelectMany(block => block.Transactions);
}
