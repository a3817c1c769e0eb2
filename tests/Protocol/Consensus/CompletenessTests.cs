using SharedSequencer.Testing;

namespace SharedSequencer.Protocol.Tests.Consensus;

public sealed class CompletenessTests
{
    private static readonly TimeSpan Grace = ProtocolDefaults.Grace;
    private readonly TestCommittee _committee = new(1, 1, 1, 1);
    private readonly ChainState _genesis;

    public CompletenessTests() => _genesis = ChainState.AtGenesis(_committee.Genesis);

    [Fact]
    public void What_was_held_longer_than_the_grace_may_not_be_left_out()
    {
        var held = Hold(_committee.Batch(Lane.Shared, [1]), since: TimeSpan.Zero);

        Assert.Empty(Missing(Block(), held, arrival: Grace));
        Assert.Equal([held.Batch.Digest], Missing(Block(), held, arrival: Grace + TimeSpan.FromTicks(1)));
    }

    [Fact]
    public void What_the_block_holds_is_not_missing_whatever_certificate_it_holds_it_by()
    {
        var batch = _committee.Batch(Lane.Shared, [1]);
        var held = Hold(batch, since: TimeSpan.Zero);

        Assert.Empty(Missing(Block(_committee.Certify(batch, 4)), held, arrival: 2 * Grace));
    }

    [Fact]
    public void What_cannot_follow_its_predecessor_yet_is_not_demanded()
    {
        _committee.Batch(Lane.Shared, [1]);
        var second = Hold(_committee.Batch(Lane.Shared, [2]), since: TimeSpan.Zero);

        Assert.Empty(Missing(Block(), second, arrival: 2 * Grace));
    }

    [Fact]
    public void What_has_expired_is_not_demanded()
    {
        var held = Hold(_committee.Batch(Lane.Shared, [1]), since: TimeSpan.Zero);
        var late = _committee.Genesis.Time.Plus(ProtocolDefaults.BatchLifetime + TimeSpan.FromSeconds(1));

        Assert.Empty(Missing(Block() with { }, held, arrival: 2 * Grace, timestamp: late));
    }

    [Fact]
    public void What_lies_beyond_the_judges_clock_is_not_demanded()
    {
        var held = Hold(_committee.Batch(Lane.Shared, [1]), since: TimeSpan.Zero);
        var lane = LaneOf(held);
        var behind = new Instant(_committee.Genesis.Time, 2 * Grace);

        Assert.Empty(Completeness.FindMissing(_genesis, Block(), [lane], behind, Grace));
    }

    [Fact]
    public void Nobody_is_refused_for_batches_of_short_items_that_wait_for_a_later_block()
    {
        var running = new RunningCommittee(1, 1, 1, 1);
        var items = Enumerable.Repeat(new byte[] { 1 }, ProtocolDefaults.MaxBatchItems).ToArray();
        var batches = Enumerable.Range(0, 24).Select(_ => running.Committee.Batch(Lane.Shared, items)).ToList();
        foreach (var batch in batches)
        {
            running.Submit(0, batch);
        }

        running.Run(TimeSpan.FromSeconds(4));

        for (var seat = 0; seat < 4; seat++)
        {
            Assert.Equal(
                batches.Select(batch => batch.Digest),
                running.Blocks(seat).SelectMany(block => block.Block.Certificates).Select(certificate => certificate.Digest));
            Assert.All(running.Blocks(seat), block =>
                Assert.InRange(block.Outcomes.Count, 0, ProtocolDefaults.MaxLaneBytesPerBlock / ProtocolDefaults.MinItemBytes));
            Assert.Empty(running.Voted(seat, VoteKind.Nullify));
        }
    }

    private static LaneBacklog LaneOf(PooledBatch held)
    {
        var lane = new LaneBacklog(IngressLane.Of(held.Batch.Header));
        lane.Add(held);
        return lane;
    }

    private PooledBatch Hold(Batch batch, TimeSpan since)
    {
        var held = new PooledBatch(batch, _committee.Acknowledge(batch, 0));
        held.Certify(_committee.Certify(batch, 3), since);
        return held;
    }

    private IEnumerable<Primitives.Hash256> Missing(Block block, PooledBatch held, TimeSpan arrival, ChainTime? timestamp = null)
    {
        var now = new Instant(_committee.Genesis.Time.Plus(TimeSpan.FromSeconds(10)), arrival);
        var judged = timestamp is { } time ? block with { Header = block.Header with { Timestamp = time } } : block;
        return Completeness.FindMissing(_genesis, judged, [LaneOf(held)], now, Grace).Select(missing => missing.Batch.Digest);
    }

    private Block Block(params Certificate[] certificates) => _committee.Propose(1, null, certificates).Block;
}
