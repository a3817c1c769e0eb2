using SharedSequencer.Protocol;
using SharedSequencer.Simulation.Tests.Nodes;
using SharedSequencer.Simulation.Tests.PlantedBugs;
using SharedSequencer.Simulation.Tests.Runs;
using SharedSequencer.Simulation.Tests.Scenarios;

namespace SharedSequencer.Simulation.Tests;

/// <summary>What honest validators can show against a liar, they report; that it proves something is the checkers' matter.</summary>
public sealed class ReportsTests
{
    private const int Liar = 1;
    private const int Seeds = 10;

    [Theory]
    [InlineData("equivocate-proposals", typeof(Evidence.Proposals))]
    [InlineData("equivocate-votes", typeof(Evidence.Votes))]
    [InlineData("double-acknowledge", typeof(Evidence.Acknowledgements))]
    [InlineData("reorder-certificates", typeof(Evidence.FalseBlock))]
    public void A_liar_is_reported_for_what_it_does(string habit, Type kind) =>
        Assert.Contains(kind, Reported(scenario => scenario with { Habits = [new HabitPlan(Liar, habit)] }));

    [Fact]
    public void An_ingress_with_two_faces_is_reported() => Assert.Contains(
        typeof(Evidence.Batches), Reported(scenario => scenario with { Load = scenario.Load with { TwoFaced = true } }));

    /// <summary>The kinds of evidence that are reported in some seeds where nothing else goes wrong.</summary>
    private static HashSet<Type> Reported(Func<Scenario, Scenario> spoil)
    {
        var reports = new List<Reports>();
        for (var seed = 1UL; seed <= Seeds; seed++)
        {
            var finding = SeedRun.Of(spoil(Calm(seed)), [], PlantedBug.None, out _, _ =>
            {
                var watcher = new Reports();
                reports.Add(watcher);
                return watcher;
            });
            Assert.Null(finding);
        }

        return [.. reports.SelectMany(report => report.Kinds)];
    }

    private static Scenario Calm(ulong seed) => ScenarioGenerator.Draw(seed) with
    {
        Weights = [1, 1, 1, 1],
        Network = new NetworkPlan(TimeSpan.FromMilliseconds(5), TimeSpan.FromMilliseconds(15), 0, 0, 0),
        Clocks = [.. Enumerable.Repeat(ClockPlan.Right, 4)],
        Outages = [],
        Habits = [],
        Partitions = [],
        Load = new LoadPlan(2, 1, 20, TimeSpan.FromSeconds(3), 0, 0, false, false),
        FaultsEnd = TimeSpan.FromSeconds(3),
    };

    private sealed class Reports : Watcher
    {
        public HashSet<Type> Kinds { get; } = [];

        public override void Reported(HonestValidator validator, Evidence evidence) => Kinds.Add(evidence.GetType());
    }
}
