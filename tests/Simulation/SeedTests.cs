using SharedSequencer.Protocol;
using SharedSequencer.Simulation.Tests.PlantedBugs;
using SharedSequencer.Simulation.Tests.Runs;
using SharedSequencer.Simulation.Tests.Scenarios;

namespace SharedSequencer.Simulation.Tests;

/// <summary>Many seeds, all checkers silent. Committees, faults, liars and load are drawn from the seed.</summary>
public sealed class SeedTests
{
    private const int MostTold = 3;

    [Fact]
    public void All_promises_are_kept_over_the_seeds_that_were_asked_for() => AssertSilence(RunOptions.Seed is { } seed
        ? Campaign.Seeds(seed, RunOptions.SeedsOr(1))
        : Campaign.Seeds(1, RunOptions.SeedsOr(RunOptions.FixedBudget)));

    [Fact(Explicit = true)]
    public void All_promises_are_kept_over_ten_thousand_seeds() =>
        AssertSilence(Campaign.Seeds(1_000_000, RunOptions.FullBudget));

    [Fact]
    public void All_promises_are_kept_when_what_lies_before_a_finalization_is_forgotten_at_once() =>
        Assert.Empty(Campaign.Run(Campaign.Seeds(20_000, RunOptions.SeedsOr(RunOptions.FixedBudget)), new ForgettingAtOnce(), MostTold));

    [Fact]
    public void No_seed_that_failed_once_fails_again() => AssertSilence(
        from line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "regressions.txt"))
        let words = line.Split('#')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries)
        where words.Length > 0
        select SeedRun.Of(ulong.Parse(words[0]), words[1..], PlantedBug.None));

    [Fact]
    public void A_seed_means_the_same_run_for_ever()
    {
        SeedRun.Of(ScenarioGenerator.Draw(20), [], PlantedBug.None, out var first);
        SeedRun.Of(ScenarioGenerator.Draw(20), [], PlantedBug.None, out var second);
        Assert.NotNull(first);
        Assert.Equal(first, second);
    }

    [Fact]
    public void The_seeds_draw_every_kind_of_committee_fault_and_liar()
    {
        var drawn = Campaign.Seeds(1, 2_000).Select(ScenarioGenerator.Draw).ToList();
        Assert.Contains(drawn, scenario => scenario.Weights is [1, 1, 1, 1]);
        Assert.Contains(drawn, scenario => scenario.Size == 7 && scenario.TotalWeight == 7);
        Assert.Contains(drawn, scenario => scenario.Weights.Distinct().Count() > 1);
        Assert.Equal(
            Byzantine.Habits.Names.Append(Byzantine.Twins.Name).Order(),
            drawn.SelectMany(scenario => scenario.Habits).Select(plan => plan!.Habit).Distinct().Order());
        foreach (var kind in Enum.GetValues<OutageKind>())
            Assert.Contains(drawn, scenario => scenario.Outages.Any(outage => outage!.Kind == kind));
        Assert.All(drawn, scenario => Assert.True(FaultyWeightOf(scenario) <= scenario.MaxFaulty));
    }

    /// <summary>No mistake: it makes usual what else only who is far behind does.</summary>
    private sealed class ForgettingAtOnce : PlantedBug
    {
        public override IReadOnlyList<string> CaughtBy => [];

        public override VotingRules Rules { get; } = new Forgetful();

        private sealed class Forgetful : VotingRules
        {
            internal override ulong MostUnsettledViews => 1;
        }
    }

    private static ulong FaultyWeightOf(Scenario scenario) => Enumerable.Range(0, scenario.Size)
        .Where(seat => !scenario.IsHonest(seat)
            || scenario.Outages.Any(outage => outage!.Seat == seat && outage.Kind is OutageKind.Gone or OutageKind.JournalLost)
            || scenario.Clocks[seat].Skew.Duration() > TimeSpan.FromSeconds(1))
        .Aggregate(0UL, (sum, seat) => sum + scenario.Weights[seat]);

    private static void AssertSilence(IEnumerable<ulong> seeds)
    {
        var without = RunOptions.Without;
        AssertSilence(without.Count == 0
            ? Campaign.Run(seeds, PlantedBug.None, MostTold)
            : seeds.Select(seed => SeedRun.Of(seed, without, PlantedBug.None)));
    }

    private static void AssertSilence(IEnumerable<Finding?> runs)
    {
        var findings = runs.OfType<Finding>().ToList();
        Assert.True(findings.Count == 0, string.Join("\n\n", findings.Select(finding => Story.Of(finding, PlantedBug.None))));
    }
}
