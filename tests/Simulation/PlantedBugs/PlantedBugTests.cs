using SharedSequencer.Simulation.Tests.Runs;
using SharedSequencer.Simulation.Tests.Scenarios;

namespace SharedSequencer.Simulation.Tests.PlantedBugs;

/// <summary>The checkers see what they are there for: every planted bug is caught within some seeds.</summary>
public sealed class PlantedBugTests(ITestOutputHelper output)
{
    private const int MostSeeds = 300;
    private const int SilentSeeds = 40;

    public static TheoryData<string> Names => [.. AllBugs.ByName.Keys];

    [Fact]
    public void There_are_enough_of_them() => Assert.True(AllBugs.ByName.Count >= 10);

    [Theory]
    [MemberData(nameof(Names))]
    public void It_is_caught(string name)
    {
        for (var seed = 1UL; seed <= MostSeeds; seed++)
        {
            var bug = AllBugs.ByName[name]();
            if (SeedRun.Of(bug.Tempt(ScenarioGenerator.Draw(seed)), [], bug, out _) is not { } finding)
                continue;
            output.WriteLine($"seed {seed}: {finding.Message}");
            Assert.Contains(finding.Checker, bug.CaughtBy);
            return;
        }

        Assert.Fail($"Nobody noticed {name} in {MostSeeds} seeds.");
    }

    [Fact]
    public void A_lost_journal_beside_a_liar_breaks_no_promise_however_old_the_answers_are()
    {
        var findings = Campaign.Seeds(1, SilentSeeds)
            .Select(seed => SeedRun.Of(Temptation.WithOldAnswers(ScenarioGenerator.Draw(seed)), [], PlantedBug.None, out _));

        Assert.All(findings, Assert.Null);
    }
}
