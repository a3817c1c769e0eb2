using SharedSequencer.Simulation.Tests.PlantedBugs;
using SharedSequencer.Simulation.Tests.Scenarios;

namespace SharedSequencer.Simulation.Tests.Runs;

/// <summary>Leaves out part after part of a failing scenario for as long as the same checker still fails.</summary>
internal static class Shrinker
{
    private const int MostRuns = 120;

    public static Finding Shrink(Finding finding, PlantedBug bug)
    {
        var runs = 0;
        var smaller = true;
        while (smaller)
        {
            smaller = false;
            foreach (var part in finding.Scenario.Parts().ToList())
            {
                if (runs++ == MostRuns)
                    return finding;
                if (Retry(finding, part, bug) is not { } found)
                    continue;
                finding = found;
                smaller = true;
            }
        }

        return finding;
    }

    private static Finding? Retry(Finding finding, string part, PlantedBug bug)
    {
        var scenario = finding.Scenario.Without(part);
        var found = SeedRun.Of(scenario, [.. finding.Without, part], bug, out _);
        return found?.Checker == finding.Checker ? found : null;
    }
}
