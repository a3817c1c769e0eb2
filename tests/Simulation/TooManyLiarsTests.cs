using SharedSequencer.Simulation.Tests.Byzantine;
using SharedSequencer.Simulation.Tests.PlantedBugs;
using SharedSequencer.Simulation.Tests.Runs;
using SharedSequencer.Simulation.Tests.Scenarios;

namespace SharedSequencer.Simulation.Tests;

/// <summary>With more than f liars the promises cannot hold: the checkers must say so.</summary>
public sealed class TooManyLiarsTests(ITestOutputHelper output)
{
    private const int MostSeeds = 200;

    [Theory]
    [InlineData(Twins.Name, "AgreementChecker")]
    [InlineData("silent", "LivenessChecker")]
    public void The_checkers_do_fire(string habit, string checker)
    {
        for (var seed = 1UL; seed <= MostSeeds; seed++)
        {
            if (SeedRun.Of(WithLiars(seed, habit), [], PlantedBug.None, out _) is not { } finding)
                continue;
            output.WriteLine($"seed {seed}: {finding.Message}");
            Assert.Equal(checker, finding.Checker);
            return;
        }

        Assert.Fail($"f + 1 liars ({habit}) were not noticed in {MostSeeds} seeds.");
    }

    /// <summary>Two of four lie.</summary>
    private static Scenario WithLiars(ulong seed, string habit) => ScenarioGenerator.Draw(seed) with
    {
        Weights = [1, 1, 1, 1],
        Clocks = [.. Enumerable.Repeat(ClockPlan.Right, 4)],
        Outages = [],
        Habits = [new HabitPlan(0, habit), new HabitPlan(1, habit)],
        Partitions = [],
        FaultsEnd = TimeSpan.FromSeconds(4),
    };
}
