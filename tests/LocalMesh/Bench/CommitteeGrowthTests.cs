using SharedSequencer.Launcher.Bench;

namespace SharedSequencer.LocalMesh.Tests.Bench;

public sealed class CommitteeGrowthTests
{
    private const int Rollups = 2;
    private const int PerBatch = 50;

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(7)]
    public void A_simulated_committee_orders_everything_it_is_given_at_every_validator(int validators)
    {
        var genesis = SimulatedLoad.Network(validators, Rollups);
        using var load = new SimulatedLoad(genesis);
        using var committee = new SimulatedCommittee(genesis);
        committee.Submit(load.Registrations(Rollups, committee.Now));
        committee.RunBlocks(10);

        for (var batch = 0; batch < 6; batch++)
            committee.Submit(load.Transactions(batch % Rollups, PerBatch, committee.Now));
        committee.RunUntilOrdered(6 * PerBatch);

        Assert.Equal(6 * PerBatch, committee.Ordered);
    }

    [Fact]
    public void A_series_is_flat_until_one_step_is_too_high_and_then_says_why()
    {
        var flat = new GrowthSeries("n", "µs", [1, 10, 100], [10, 12.9, 5], "because");
        var steep = flat with { Micros = [10, 13.1, 5] };

        Assert.True(flat.IsFlat);
        Assert.Equal("flat", flat.Note);
        Assert.False(steep.IsFlat);
        Assert.Equal("because", steep.Note);
    }
}
