using System.Collections.Concurrent;
using SharedSequencer.Simulation.Tests.PlantedBugs;

namespace SharedSequencer.Simulation.Tests.Runs;

/// <summary>Runs many seeds on all processors.</summary>
internal static class Campaign
{
    /// <summary>Runs the seeds until so many have failed; gives what failed, by seed.</summary>
    public static IReadOnlyList<Finding> Run(IEnumerable<ulong> seeds, PlantedBug bug, int mostFindings)
    {
        var findings = new ConcurrentBag<Finding>();
        Parallel.ForEach(
            Partitioner.Create(seeds, EnumerablePartitionerOptions.NoBuffering),
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
            (seed, state) =>
            {
                if (SeedRun.Of(seed, [], bug) is { } finding)
                    findings.Add(finding);
                if (findings.Count >= mostFindings)
                    state.Stop();
            });
        return [.. findings.OrderBy(finding => finding.Scenario.Seed)];
    }

    /// <summary>The seeds from <paramref name="first"/> on.</summary>
    public static IEnumerable<ulong> Seeds(ulong first, int count)
    {
        for (var i = 0; i < count; i++)
            yield return first + (ulong)i;
    }
}
