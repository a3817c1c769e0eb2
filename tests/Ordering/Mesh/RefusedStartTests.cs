using SharedSequencer.Ordering.Journal;
using SharedSequencer.ServiceDefaults;

namespace SharedSequencer.Ordering.Tests.Mesh;

public sealed class RefusedStartTests
{
    private static readonly CancellationToken Never = TestContext.Current.CancellationToken;
    private readonly SampleNetwork _network = new();

    [Fact]
    public async Task A_missing_journal_keeps_the_service_from_starting()
    {
        await using var validator =
            await BareValidator.Build(_network, Never, "--Ordering:Journal:Init=false");

        await Assert.ThrowsAsync<JournalMissingException>(() => validator.Start(Never));
    }

    [Fact]
    public async Task A_key_without_a_seat_in_the_committee_is_told_at_start()
    {
        var secret = Path.GetTempFileName();
        await File.WriteAllTextAsync(secret, SampleNetwork.StrangerSecret, Never);
        await using var validator = await BareValidator.Build(
            _network, Never, $"--Keys:Validator:SecretFile={secret}");

        var refused = await Assert.ThrowsAsync<StartupRefusedException>(() => validator.Start(Never));

        Assert.Contains("has no seat", Assert.Single(refused.Problems), StringComparison.Ordinal);
        File.Delete(secret);
    }

    [Theory]
    [InlineData("--Ordering:Roles=Queue", "Roles")]
    [InlineData("--Ordering:Roles=Leader", "Roles")]
    [InlineData("--Ordering:Validator:InboxSize=0", "InboxSize")]
    [InlineData("--Ordering:Journal:Init=perhaps", "Init")]
    public async Task A_setting_that_makes_no_sense_is_told_at_start(string setting, string name)
    {
        await using var validator = await BareValidator.Build(_network, Never, setting);

        var refused = await Assert.ThrowsAsync<StartupRefusedException>(() => validator.Start(Never));

        Assert.Contains(refused.Problems, problem => problem.Contains(name, StringComparison.Ordinal));
    }
}
