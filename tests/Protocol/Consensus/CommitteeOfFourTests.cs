namespace SharedSequencer.Protocol.Tests.Consensus;

public sealed class CommitteeOfFourTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly RunningCommittee _committee = new(1, 1, 1, 1);

    [Fact]
    public void Four_validators_agree_on_one_chain_and_deliver_it_once()
    {
        _committee.Run(5 * Second);

        var chains = Enumerable.Range(0, 4).Select(seat => _committee.Blocks(seat).ToList()).ToList();
        Assert.True(chains.Min(chain => chain.Count) >= 15);
        foreach (var chain in chains)
        {
            Assert.Equal(
                Enumerable.Range(1, chain.Count).Select(height => (ulong)height), chain.Select(block => block.Header.Height.Value));
            Assert.All(chain.Zip(chains[0]), pair => Assert.Equal(pair.First.Block.Hash, pair.Second.Block.Hash));
        }
    }

    [Fact]
    public void A_block_is_final_three_message_delays_after_it_was_proposed()
    {
        _committee.Run(2 * Second);
        var before = _committee.Blocks(0).Count();
        var batch = _committee.NextBatch();
        _committee.Submit(0, batch);

        // Pushed, acknowledged, certified; then proposed, notarized, finalized; the leader may wait for the interval.
        _committee.Run((6 * RunningCommittee.Hop) + ProtocolDefaults.MinBlockInterval);

        Assert.Contains(_committee.Blocks(0).Skip(before), block =>
            block.Block.Certificates.Any(certificate => certificate.Digest == batch.Digest));
    }

    [Fact]
    public void A_dead_leader_costs_one_view_and_is_then_skipped()
    {
        _committee.Run(2 * Second);
        _committee.Stop(2);
        _committee.Run(10 * Second);

        var finals = _committee.Blocks(0).Select(block => block.Header.Timestamp.Milliseconds).ToList();
        var gaps = finals.Zip(finals.Skip(1), (first, second) => second - first).ToList();
        var slow = gaps.Count(gap => gap > 2 * ProtocolDefaults.Heartbeat.TotalMilliseconds);
        Assert.InRange(slow, 0, 1);
        Assert.True(finals.Count > 30);
    }

    [Fact]
    public void A_validator_that_was_down_catches_up_and_votes_again()
    {
        _committee.Run(2 * Second);
        _committee.Stop(1);
        _committee.Run(5 * Second);
        _committee.Restart(1);
        _committee.Run(3 * Second);

        Assert.Equal(_committee[0].Final.BlockHash, _committee[1].Final.BlockHash);
        Assert.Equal(
            _committee.Blocks(1).Count(), _committee.Blocks(1).Select(block => block.Header.Height).Distinct().Count());
        Assert.Equal(_committee.Voted(0, VoteKind.Finalize).Last(), _committee.Voted(1, VoteKind.Finalize).Last());
    }

    [Fact]
    public void A_batch_whose_collector_dies_is_adopted_by_another()
    {
        _committee.Run(2 * Second);
        var batch = _committee.NextBatch();
        _committee.Loses = (from, to, message) => from == 3 && to != 1 && message is PeerMessage.BatchBody or PeerMessage.Certified;
        _committee.Submit(3, batch);
        _committee.Run(RunningCommittee.Hop);
        _committee.Stop(3);
        _committee.Loses = (_, _, _) => false;
        _committee.Run(3 * Second);

        Assert.Contains(_committee.Blocks(0), block =>
            block.Block.Certificates.Any(certificate => certificate.Digest == batch.Digest));
    }

    [Fact]
    public void Lost_messages_of_every_kind_delay_the_chain_and_do_not_stop_it()
    {
        var count = 0;
        _committee.Loses = (_, _, _) => count++ % 5 == 0;
        _committee.Run(10 * Second);
        var batch = _committee.NextBatch();
        _committee.Submit(1, batch);
        _committee.Run(10 * Second);

        Assert.Contains(_committee.Blocks(0), block =>
            block.Block.Certificates.Any(certificate => certificate.Digest == batch.Digest));
    }

    [Fact]
    public void Half_a_committee_decides_nothing_and_goes_on_when_the_others_are_back()
    {
        _committee.Run(Second);
        _committee.Loses = (from, to, _) => from / 2 != to / 2;
        _committee.Run(5 * Second);
        var height = _committee[0].Final.Height.Value;
        _committee.Run(20 * Second);
        Assert.Equal(height, _committee[0].Final.Height.Value);

        _committee.Loses = (_, _, _) => false;
        _committee.Run(15 * Second);

        Assert.True(_committee[0].Final.Height.Value > height + 10);
        Assert.Equal(_committee[0].Final.BlockHash, _committee[3].Final.BlockHash);
    }
}
