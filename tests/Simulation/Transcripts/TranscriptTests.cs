using SharedSequencer.Simulation.Tests.PlantedBugs;
using SharedSequencer.Simulation.Tests.Runs;
using SharedSequencer.Simulation.Tests.Scenarios;

namespace SharedSequencer.Simulation.Tests.Transcripts;

/// <summary>
/// Short runs as text, for people: each must go exactly as written. <c>SIMULATION_REWRITE=folder</c> writes them
/// anew into the folder; read the difference before committing it.
/// </summary>
public sealed class TranscriptTests
{
    private const int MostLines = 400;

    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(10);

    private static readonly Dictionary<string, (string About, Scenario Scenario)> Cases = new()
    {
        ["good-case"] = ("Four validators, every message takes 10 ms. One batch registers a rollup, one has transactions.", Calm()),
        ["dead-leader"] = (
            "v2 dies before it leads view 2. The view costs its leader timer once.",
            Calm() with { Outages = [new Outage(2, TimeSpan.FromMilliseconds(1), TimeSpan.Zero, OutageKind.Gone)] }),
        ["equivocating-leader"] = (
            "v1 leads view 1, proposes two blocks in it and votes for each before those who saw it.",
            Calm() with { Habits = [new HabitPlan(1, "equivocate-proposals")] }),
        ["censoring-leader"] = (
            "Of seven, v2 is dead, and v3 leads view 3 and leaves out what an ingress sent. By then the others have held that for "
            + "longer than the grace: they refuse the block and say what is missing (R7).",
            Calm() with
            {
                Weights = [1, 1, 1, 1, 1, 1, 1],
                Clocks = [.. Enumerable.Repeat(ClockPlan.Right, 7)],
                Outages = [new Outage(2, TimeSpan.FromMilliseconds(1), TimeSpan.Zero, OutageKind.Gone)],
                Habits = [new HabitPlan(3, "omit-certificates")],
            }),
        ["restart"] = (
            "v2 crashes while a commit is under way, comes back, says its votes again and catches up.",
            Calm() with
            {
                Storage = new StoragePlan(TimeSpan.FromMilliseconds(3), TimeSpan.FromMilliseconds(3)),
                Outages = [new Outage(2, TimeSpan.FromMilliseconds(22), TimeSpan.FromMilliseconds(500), OutageKind.Crash)],
                FaultsEnd = TimeSpan.FromMilliseconds(500),
            }),
        ["lost-journal"] = (
            "v3 comes back with an empty journal: it abstains until no vote of its former life can matter (R19).",
            Calm() with
            {
                Outages = [new Outage(3, TimeSpan.FromMilliseconds(150), TimeSpan.FromMilliseconds(260), OutageKind.JournalLost)],
                FaultsEnd = TimeSpan.FromMilliseconds(260),
            }),
        ["swaps"] = (
            "Two swaps between the same two rollups. Of bundle 1 both reporters say that its leg succeeded; of bundle 2 one says "
            + "nothing, and the first block after the deadline aborts it (R23).",
            Calm() with
            {
                Seed = 14,
                Load = new LoadPlan(1, 2, 0, TimeSpan.Zero, 0, 0, false, false)
                {
                    Bundles = new BundlePlan(2, [BundleTrick.Silent], Reported: true) { Odds = 0.5 },
                },
            }),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void It_goes_as_written(string name)
    {
        var (about, scenario) = Cases[name];
        Transcript? transcript = null;
        var finding = SeedRun.Of(scenario, [], PlantedBug.None, out _, world => transcript = new Transcript(world, MostLines));
        Assert.Null(finding);
        var text = $"# {about}\n{transcript}";
        if (RunOptions.TranscriptFolder is { } folder)
            File.WriteAllText(Path.Combine(folder, $"{name}.txt"), text);
        Assert.Equal(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Transcripts", $"{name}.txt")), text);
    }

    private static Scenario Calm() => new()
    {
        Seed = 1,
        Weights = [1, 1, 1, 1],
        Network = new NetworkPlan(Delay, Delay, 0, 0, 0),
        Clocks = [.. Enumerable.Repeat(ClockPlan.Right, 4)],
        Storage = StoragePlan.Instant,
        Load = new LoadPlan(1, 1, 1, TimeSpan.Zero, 0, 0, false, false),
        FaultsEnd = TimeSpan.Zero,
    };
}
