namespace SharedSequencer.Mesh.Tests;

/// <summary>Four validators of which one at a time is killed or cut off, under load.</summary>
public sealed class CommitteeTests(CommitteeFixture committee) : IClassFixture<CommitteeFixture>
{
    private const int Some = 40;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task The_chain_grows_while_a_validator_is_dead_and_it_catches_up(int number)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var (victim, other) = (committee.Members[number - 1], committee.Members[number]);
        await using var load = committee.StartLoad();
        await load.AcceptedAsync(Some);

        await committee.Mesh.KillAsync(victim.Endpoint.ProcessName, cancellation);
        await CommitteeFixture.GrowsAsync(other, cancellation);
        await load.AcceptedAsync(Some);
        await committee.Mesh.RestartAsync(victim.Endpoint.ProcessName, cancellation);
        await committee.Mesh.WaitReadyAsync(victim.Endpoint.ProcessName, cancellation);

        await load.StopAsync();
        await committee.AssertWholeAsync(cancellation);
    }

    [Fact]
    public async Task The_chain_grows_while_a_validator_is_cut_off_and_again_after_no_side_was_a_quorum()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var load = committee.StartLoad();
        await load.AcceptedAsync(Some);

        committee.Mesh.Links.Isolate(2);
        await CommitteeFixture.GrowsAsync(committee.Members[2], cancellation);
        committee.Mesh.Links.Heal();
        committee.Mesh.Links.Split([1, 2]);
        await load.AcceptedAsync(Some);
        committee.Mesh.Links.Heal();

        await CommitteeFixture.GrowsAsync(committee.Members[1], cancellation);
        await load.StopAsync();
        await committee.AssertWholeAsync(cancellation);
    }

    [Fact]
    public async Task What_an_ingress_accepts_while_its_own_ordering_is_dead_is_ordered_by_the_others()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var (own, other) = (committee.Members[0], committee.Members[1]);
        await using var load = committee.StartLoad();
        await load.AcceptedAsync(Some);
        await committee.Mesh.KillAsync(own.Endpoint.ProcessName, cancellation);
        await CommitteeFixture.GrowsAsync(other, cancellation);
        var dead = await other.HeadAsync(cancellation);
        await load.AcceptedAsync(Some);

        // An ingress dates its batches by the blocks it has seen: it learns of blocks too.
        await CommitteeFixture.OrdersAsync(
            other, dead!, batch => batch.Created.Milliseconds > dead!.Timestamp, cancellation);
        Assert.False(await committee.Mesh.IsReadyAsync(own.Endpoint.ProcessName, cancellation));

        await committee.Mesh.RestartAsync(own.Endpoint.ProcessName, cancellation);
        await committee.Mesh.WaitReadyAsync(own.Endpoint.ProcessName, cancellation);
        await load.StopAsync();
        await committee.AssertWholeAsync(cancellation);
    }
}
