using SharedSequencer.Protocol;
using SharedSequencer.Testing;

namespace SharedSequencer.Ordering.Tests.Committee;

public sealed class CommitteeTests
{
    private static readonly CancellationToken Never = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Four_validators_agree_and_go_on_without_any_one_of_them()
    {
        await using var committee = await HostedCommittee.Start(4, Never);
        await committee.Order(committee.Network.Registration(), 0, 0, 1, 2, 3);
        await committee.Order(committee.Network.Transfer(), 1, 0, 1, 2, 3);

        await committee.Validators[2].Stop();
        await committee.Order(committee.Network.Transfer(), 3, 0, 1, 3);
        await committee.Order(committee.Network.Transfer(), 0, 0, 1, 3);
        await committee.AssertAgree(0, 1, 3);

        await committee.Validators[2].Start(Never);
        await committee.Order(committee.Network.Transfer(), 2, 0, 1, 2, 3);
        await committee.AssertAgree(0, 1, 2, 3);
    }

    [Fact]
    public async Task A_validator_that_lost_its_database_catches_up_from_the_others()
    {
        await using var committee = await HostedCommittee.Start(4, Never);
        await committee.Order(committee.Network.Registration(), 0, 0, 1, 2, 3);
        await committee.Order(committee.Network.Transfer(), 0, 0, 1, 2, 3);
        await committee.Validators[3].Stop();
        committee.Validators[3].Wipe();
        var before = committee.Validators[0].Height;

        await committee.Validators[3].Start(Never, "--Ordering:Journal:Lost=true");

        await committee.Reaches(new Height(before.Value + 5), 0, 1, 2, 3);
        await committee.AssertAgree(0, 1, 2, 3);
        await committee.Validators[3].Stop();
        await committee.Validators[3].Start(Never);
        await committee.Order(committee.Network.Transfer(), 0, 0, 1, 2, 3);
        await committee.AssertAgree(0, 1, 2, 3);
    }
}
