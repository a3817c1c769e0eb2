using SharedSequencer.Simulation.Tests.PlantedBugs;
using SharedSequencer.Simulation.Tests.Scenarios;

namespace SharedSequencer.Simulation.Tests.Runs;

/// <summary>Runs scenarios to their end or their first finding.</summary>
internal static class SeedRun
{
    /// <summary>Runs the scenario of a seed, without some of its parts.</summary>
    public static Finding? Of(ulong seed, IReadOnlyList<string> without, PlantedBug bug) =>
        Of(without.Aggregate(ScenarioGenerator.Draw(seed), (scenario, part) => scenario.Without(part)), without, bug, out _);

    public static Finding? Of(
        Scenario scenario, IReadOnlyList<string> without, PlantedBug bug, out RunResult? result, params Func<World, Watcher>[] more)
    {
        result = null;
        var world = new World(scenario, bug, self => more.Select(make => make(self)));
        try
        {
            result = world.Run();
            return null;
        }
        catch (BrokenPromiseException broken)
        {
            return new Finding(scenario, without, broken.Checker, broken.Message, world.Now);
        }
    }
}
