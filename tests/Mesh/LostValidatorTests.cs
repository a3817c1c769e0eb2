namespace SharedSequencer.Mesh.Tests;

/// <summary>
/// Four validators of which one is robbed of its journal, under load. It has a mesh of its own: for ten minutes after, that
/// validator acknowledges nothing (R19), and a committee bears no second fault meanwhile.
/// </summary>
public sealed class LostValidatorTests(CommitteeFixture committee) : IClassFixture<CommitteeFixture>
{
    private const int Some = 40;

    [Fact]
    public async Task A_validator_that_lost_its_database_gets_the_chain_from_the_others_while_load_goes_on()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var victim = committee.Members[3];
        await using var load = committee.StartLoad();
        await load.AcceptedAsync(Some);

        await committee.Mesh.WipeJournalAsync(victim.Endpoint, cancellation);
        await load.AcceptedAsync(Some);
        var lost = new Dictionary<string, string>
        {
            ["Ordering__Journal__Init"] = "true",
            ["Ordering__Journal__Lost"] = "true",
        };
        await committee.Mesh.RestartAsync(victim.Endpoint.ProcessName, lost, cancellation);
        await committee.Mesh.WaitReadyAsync(victim.Endpoint.ProcessName, cancellation);
        await CommitteeFixture.GrowsAsync(victim, cancellation);

        await load.StopAsync();
        await committee.AssertWholeAsync(cancellation);
    }
}
