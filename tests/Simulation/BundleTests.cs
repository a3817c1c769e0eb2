using SharedSequencer.Protocol;
using SharedSequencer.Simulation.Tests.Nodes;
using SharedSequencer.Simulation.Tests.PlantedBugs;
using SharedSequencer.Simulation.Tests.Runs;
using SharedSequencer.Simulation.Tests.Scenarios;

namespace SharedSequencer.Simulation.Tests;

/// <summary>Bundles in runs: whatever can become of one does, and the checkers are silent about all of it.</summary>
public sealed class BundleTests
{
    private const int Seeds = 12;

    private static readonly (OutcomeKind Kind, OutcomeCode Code)[] Possible =
    [
        .. new[]
        {
            OutcomeCode.Included, OutcomeCode.Expired, OutcomeCode.Cancelled, OutcomeCode.Replaced, OutcomeCode.RollupInactive,
            OutcomeCode.NoReporter, OutcomeCode.TransactionOrdered, OutcomeCode.TermsUsed,
        }.Select(code => (OutcomeKind.Bundle, code)),
        .. new[]
        {
            OutcomeCode.Committed, OutcomeCode.AbortedRefused, OutcomeCode.AbortedLegFailed, OutcomeCode.AbortedDeadline,
            OutcomeCode.AbortedExpired,
        }.Select(code => (OutcomeKind.Decision, code)),
        .. new[]
        {
            OutcomeCode.Applied, OutcomeCode.TooLongLived, OutcomeCode.BadSignature, OutcomeCode.NotOpen, OutcomeCode.BadReport,
            OutcomeCode.Contradiction, OutcomeCode.TooLate, OutcomeCode.NotExpired,
        }.Select(code => (OutcomeKind.BundleItem, code)),
    ];

    [Fact]
    public void Everything_that_can_become_of_a_bundle_does()
    {
        var seen = new HashSet<(OutcomeKind, OutcomeCode)>();
        for (var seed = 1UL; seed <= Seeds; seed++)
        {
            var finding = SeedRun.Of(Calm(seed), [], PlantedBug.None, out _, _ => new Outcomes(seen));
            Assert.True(finding is null, finding?.ToString());
        }

        Assert.Empty(Possible.Except(seen));
    }

    [Fact]
    public void The_seeds_draw_runs_with_bundles_and_runs_without_and_every_trick()
    {
        var drawn = Campaign.Seeds(1, 200).Select(seed => ScenarioGenerator.Draw(seed).Load.Bundles).ToList();
        Assert.InRange(drawn.Count(plan => plan is not null), 50, 150);
        Assert.Equal(
            Enum.GetValues<BundleTrick>(),
            drawn.OfType<BundlePlan>().SelectMany(plan => plan.Tricks).Distinct().Order());
    }

    [Fact]
    public void A_scenario_can_do_without_any_part_of_its_bundles()
    {
        var scenario = Calm(1);
        Assert.Null(scenario.Without("bundles").Load.Bundles);
        Assert.Equal(2, scenario.Without("bundles>2").Load.Bundles!.Count);
        Assert.DoesNotContain(BundleTrick.Silent, scenario.Without("bundle.Silent").Load.Bundles!.Tricks);
        Assert.All(
            scenario.Parts().Where(part => part.StartsWith("bundle", StringComparison.Ordinal)),
            part => Assert.NotEqual(scenario.ToString(), scenario.Without(part).ToString()));
    }

    private static Scenario Calm(ulong seed) => ScenarioGenerator.Draw(seed) with
    {
        Weights = [1, 1, 1, 1],
        Network = new NetworkPlan(TimeSpan.FromMilliseconds(5), TimeSpan.FromMilliseconds(15), 0, 0, 0),
        Clocks = [.. Enumerable.Repeat(ClockPlan.Right, 4)],
        Outages = [],
        Habits = [],
        Partitions = [],
        Load = new LoadPlan(2, 3, 4, TimeSpan.FromSeconds(2), 0, 0, false, false)
        {
            Bundles = new BundlePlan(12, Enum.GetValues<BundleTrick>(), Reported: seed % 4 != 0) { Odds = 0.2 },
        },
        FaultsEnd = TimeSpan.FromSeconds(2),
    };

    private sealed class Outcomes(HashSet<(OutcomeKind, OutcomeCode)> seen) : Watcher
    {
        public override void Delivered(HonestValidator validator, FinalizedBlock block, ExpandedBlock expanded) =>
            seen.UnionWith(expanded.Outcomes.Select(outcome => (outcome.Kind, outcome.Code)));
    }
}
