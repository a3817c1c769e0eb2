using SharedSequencer.Simulation.Tests.PlantedBugs;
using SharedSequencer.Simulation.Tests.Transcripts;

namespace SharedSequencer.Simulation.Tests.Runs;

/// <summary>All that is told of a failure: the shrunk scenario, the command that replays it, and how it ended.</summary>
internal static class Story
{
    private const int LastLines = 60;

    public static string Of(Finding finding, PlantedBug bug)
    {
        var shrunk = Shrinker.Shrink(finding, bug);
        Transcript? transcript = null;
        SeedRun.Of(shrunk.Scenario, shrunk.Without, bug, out _, world => transcript = new Transcript(world, LastLines));
        return $"{shrunk}\n(unshrunk: ./mesh test simulation --seed {finding.Scenario.Seed})\n{transcript}";
    }
}
