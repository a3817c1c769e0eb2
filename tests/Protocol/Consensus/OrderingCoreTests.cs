using SharedSequencer.Testing;

namespace SharedSequencer.Protocol.Tests.Consensus;

public sealed class OrderingCoreTests
{
    private static readonly TestNetwork Network = new(1, 2);
    private static readonly RollupId One = new(1);
    private readonly TestChain _chain = new(Network);

    [Fact]
    public void A_batch_is_acknowledged_ordered_and_final_in_one_step_when_a_proposal_is_due()
    {
        _chain.Register().Advance(ProtocolDefaults.MinBlockInterval);
        var height = _chain.Blocks.Count;

        var batch = _chain.Submit(One, [1]);

        Assert.Equal(height + 1, _chain.Blocks.Count);
        Assert.Equal([batch.Digest], _chain.Blocks[^1].Block.Certificates.Select(certificate => certificate.Digest));
        Assert.Contains(_chain.Effects, effect => effect is CoreEffect.BatchAccepted accepted && accepted.Digest == batch.Digest);
    }

    [Fact]
    public void Proposals_keep_the_minimum_interval_and_what_waits_goes_into_one_block()
    {
        _chain.Register();
        var height = _chain.Blocks.Count;
        _chain.Submit(One, [1]);
        _chain.Submit(One, [2]);
        _chain.Advance(ProtocolDefaults.MinBlockInterval - TimeSpan.FromMilliseconds(1));
        Assert.Equal(height, _chain.Blocks.Count);

        _chain.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal(height + 1, _chain.Blocks.Count);
        Assert.Equal([1UL, 2UL], _chain.Blocks[^1].Block.Certificates.Select(certificate => certificate.Batch.Sequence));
    }

    [Fact]
    public void An_idle_leader_proposes_an_empty_block_at_the_heartbeat_and_not_before()
    {
        var height = _chain.Blocks.Count;
        _chain.Advance(ProtocolDefaults.Heartbeat - TimeSpan.FromMilliseconds(1));
        Assert.Equal(height, _chain.Blocks.Count);

        _chain.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal(height + 1, _chain.Blocks.Count);
        Assert.Empty(_chain.Blocks[^1].Block.Certificates);
    }

    [Fact]
    public void What_makes_a_block_final_is_recorded_before_anybody_is_told()
    {
        _chain.Register().Order(One, [1]);
        var effects = _chain.Effects.ToList();

        foreach (var deliver in effects.OfType<CoreEffect.Deliver>())
        {
            var told = effects.IndexOf(deliver);
            var hash = deliver.Block.Block.Hash;
            Assert.True(effects.FindIndex(e => e is CoreEffect.PersistProposal p && p.Proposal.Block.Hash == hash) < told);
            Assert.Equal(
                [VoteKind.Notarize, VoteKind.Finalize],
                effects.Take(told).OfType<CoreEffect.PersistVote>().Where(v => v.Vote.Block == hash).Select(v => v.Vote.Kind));
            Assert.True(effects.FindIndex(e => e is CoreEffect.PersistFinal f && f.Block.Block.Hash == hash) < told);
        }

        foreach (var accepted in effects.OfType<CoreEffect.BatchAccepted>())
        {
            Assert.True(
                effects.FindIndex(e => e is CoreEffect.PersistBatch p && p.Batch.Digest == accepted.Digest)
                < effects.IndexOf(accepted));
        }
    }

    [Fact]
    public void A_view_has_one_proposal_and_one_vote_of_each_kind_even_across_restarts()
    {
        _chain.Register();
        for (var i = 0; i < 5; i++)
        {
            _chain.Order(One, [(byte)i]).Restart();
        }

        var votes = _chain.Effects.OfType<CoreEffect.PersistVote>().Select(effect => (effect.Vote.View, effect.Vote.Kind)).ToList();
        var proposals = _chain.Effects.OfType<CoreEffect.PersistProposal>().Select(effect => effect.Proposal.View).ToList();

        Assert.Equal(votes.Count, votes.Distinct().Count());
        Assert.Equal(proposals.Count, proposals.Distinct().Count());
    }

    [Fact]
    public void A_restart_loses_no_acknowledged_batch_and_repeats_none()
    {
        _chain.Register().Order(One, [1]);
        _chain.Submit(One, [2]);
        _chain.Restart().NextBlock();

        var transactions = Transactions(_chain, One);

        Assert.Equal([1, 2], transactions.Select(bytes => bytes[0]));
    }

    [Fact]
    public void The_identical_batch_again_is_accepted_again_and_placed_once()
    {
        _chain.Register();
        var batch = _chain.Submit(One, [1]);
        _chain.Step(batch);
        _chain.NextBlock();
        _chain.Step(batch);
        _chain.NextBlock();

        Assert.Single(_chain.Effects.OfType<CoreEffect.PersistBatch>(), effect => effect.Batch.Digest == batch.Digest);
        Assert.Equal(3, _chain.Effects.OfType<CoreEffect.BatchAccepted>().Count(effect => effect.Digest == batch.Digest));
        Assert.Single(Transactions(_chain, One));
    }

    [Fact]
    public void A_batch_that_may_not_be_acknowledged_is_refused_with_the_reason_and_leaves_no_trace()
    {
        var stranger = new BatchStream(Network.Genesis.NetworkId, TestNetwork.Key("stranger"));
        var known = new BatchStream(Network.Genesis.NetworkId, Network.IngressKey);
        var now = _chain.Now.Wall;
        var cases = new (Batch Batch, BatchRefusal Refusal)[]
        {
            (known.Next(Lane.Of(One), now, [new byte[] { 1 }]), BatchRefusal.LaneInactive),
            (stranger.Next(Lane.Shared, now, [new byte[] { 1 }]), BatchRefusal.UnknownIngress),
            (known.Next(Lane.Shared, now.Minus(TimeSpan.FromMinutes(1)), [new byte[] { 1 }], TimeSpan.FromSeconds(60)),
                BatchRefusal.Expired),
            (known.Next(Lane.Shared, now.Plus(TimeSpan.FromSeconds(1)), [new byte[] { 1 }]), BatchRefusal.FromTheFuture),
        };

        foreach (var (batch, refusal) in cases)
        {
            _chain.Step(batch);
            Assert.Equal(new CoreEffect.BatchRefused(batch.Digest, refusal), _chain.Effects.OfType<CoreEffect.BatchRefused>().Last());
        }

        Assert.Empty(_chain.Effects.OfType<CoreEffect.PersistBatch>());
    }

    [Fact]
    public void A_second_batch_with_a_sequence_is_refused_while_the_first_is_held_and_when_it_is_final()
    {
        _chain.Register();
        var once = new BatchStream(Network.Genesis.NetworkId, Network.IngressKey);
        var twice = new BatchStream(Network.Genesis.NetworkId, Network.IngressKey);
        var first = once.Next(new Lane(2), _chain.Now.Wall, [new byte[] { 1 }]);
        var second = twice.Next(new Lane(2), _chain.Now.Wall, [new byte[] { 2 }]);

        _chain.Step(first);
        _chain.Step(second);
        _chain.NextBlock();
        _chain.Step(second);

        Assert.Equal(
            [BatchRefusal.Conflicting, BatchRefusal.Conflicting],
            _chain.Effects.OfType<CoreEffect.BatchRefused>().Select(effect => effect.Refusal));
    }

    [Fact]
    public void A_batch_waits_for_its_predecessor_and_takes_its_place_when_that_has_expired()
    {
        _chain.Register();
        var stream = new BatchStream(Network.Genesis.NetworkId, Network.IngressKey);
        stream.Next(new Lane(2), _chain.Now.Wall, [new byte[] { 1 }], TimeSpan.FromSeconds(2));
        var second = stream.Next(new Lane(2), _chain.Now.Wall, [new byte[] { 2 }]);

        _chain.Step(second);
        _chain.Advance(TimeSpan.FromSeconds(1));
        Assert.Empty(Transactions(_chain, new RollupId(2)));

        _chain.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal([2], Transactions(_chain, new RollupId(2)).Select(bytes => bytes[0]));
    }

    [Fact]
    public void Time_that_goes_back_is_the_hosts_mistake_and_stops_the_core()
    {
        _chain.NextBlock();

        Assert.Throws<ArgumentException>(() => _chain.Core.Step(
            new CoreInput.TimerFired(), default, []));
    }

    private static IEnumerable<byte[]> Transactions(TestChain chain, RollupId rollup) => chain.Effects
        .OfType<CoreEffect.Deliver>()
        .SelectMany(effect => effect.Expanded.RollupBlocks)
        .Where(block => block.Header.Rollup == rollup)
        .SelectMany(block => block.Transactions)
        .Select(transaction => transaction.ToArray());
}
