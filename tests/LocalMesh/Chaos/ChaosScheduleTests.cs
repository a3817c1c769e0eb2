using SharedSequencer.Launcher.Chaos;

namespace SharedSequencer.LocalMesh.Tests.Chaos;

public sealed class ChaosScheduleTests
{
    private const int Validators = 4;

    [Fact]
    public void The_same_seed_makes_the_same_schedule_and_another_one_another() =>
        Assert.Multiple(
            () => Assert.Equal(Take(7), Take(7)),
            () => Assert.NotEqual(Take(7), Take(8)));

    [Fact]
    public void Every_kind_of_fault_comes_up_before_any_comes_up_too_often()
    {
        var kinds = Take(1).GroupBy(step => step.Kind).ToDictionary(group => group.Key, group => group.Count());

        Assert.Equal(Enum.GetValues<FaultKind>().Order(), kinds.Keys.Order());
        Assert.Equal(28, kinds[FaultKind.KillLeader]);
        Assert.All(kinds.Where(entry => entry.Key != FaultKind.KillLeader), entry => Assert.Equal(4, entry.Value));
    }

    [Fact]
    public void Only_validators_that_exist_are_broken_and_each_is()
    {
        Assert.Equal(Enumerable.Range(1, Validators), Take(1).Select(step => step.Validator).Distinct().Order());
    }

    [Fact]
    public void A_committee_of_one_is_not_cut_in_two()
    {
        var steps = ChaosSchedule.Of(seed: 1, validators: 1).Take(72).ToList();

        Assert.All(steps, step => Assert.Equal(1, step.Validator));
        Assert.DoesNotContain(steps, step => step.Kind is FaultKind.Isolate or FaultKind.Split);
    }

    // Four whole turns.
    private static List<ChaosStep> Take(int seed) => [.. ChaosSchedule.Of(seed, Validators).Take(72)];
}
