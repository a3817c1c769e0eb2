using SharedSequencer.Simulation.Tests.Scenarios;

namespace SharedSequencer.Simulation.Tests.PlantedBugs;

/// <summary>Puts into a drawn scenario what a planted bug needs to show.</summary>
internal static class Temptation
{
    /// <summary>One liar with one habit in the place of those that were drawn.</summary>
    public static Scenario WithLiar(Scenario scenario, string habit) => scenario with
    {
        Habits = [new HabitPlan(WeakSeatOf(scenario), habit)],
        Outages = [.. scenario.Outages.Where(outage => outage!.Kind == OutageKind.Crash)],
    };

    /// <summary>Nobody lies, and many bundles are sent with these tricks.</summary>
    public static Scenario WithBundles(Scenario scenario, params IReadOnlyList<BundleTrick> tricks) => scenario with
    {
        Habits = [],
        Load = scenario.Load with { Bundles = new BundlePlan(8, tricks, Reported: true) { Odds = 0.5 } },
    };

    /// <summary>Everybody crashes at once while it is asked again and again what became of terms.</summary>
    public static Scenario WithBundlesBeforeCrashes(Scenario scenario)
    {
        var end = TimeSpan.FromSeconds(3);
        scenario = WithBundles(scenario, BundleTrick.ShortLived, BundleTrick.Asked, BundleTrick.SameTerms);
        return scenario with
        {
            Load = scenario.Load with { Until = end },
            Outages =
            [
                .. from number in Enumerable.Range(0, 3)
                   from seat in Enumerable.Range(0, scenario.Size)
                   let down = TimeSpan.FromMilliseconds(900 + (600 * number))
                   select new Outage(seat, down, down + TimeSpan.FromMilliseconds(15), OutageKind.Crash),
            ],
            FaultsEnd = end,
        };
    }

    /// <summary>Everybody crashes often and is soon back, while messages get lost.</summary>
    public static Scenario WithCrashes(Scenario scenario) => scenario with
    {
        Network = scenario.Network with { Loss = 0.2 },
        Outages = [.. Enumerable.Range(0, 6 * scenario.Size).Select(number => Short(scenario, number, OutageKind.Crash))],
    };

    /// <summary>One validator comes back again and again without its journal.</summary>
    public static Scenario WithLostJournal(Scenario scenario)
    {
        var seat = WeakSeatOf(scenario);
        return scenario with
        {
            Network = scenario.Network with { Loss = 0.2 },
            Habits = [],
            Outages =
            [
                .. Enumerable.Range(0, 8).Select(number =>
                    Short(scenario, (number * scenario.Size) + seat, OutageKind.JournalLost)),
            ],
        };
    }

    /// <summary>
    /// One of four lies, another crashes and then loses its journal and is cut off, and what was answered to it before
    /// the loss is still on the way.
    /// </summary>
    public static Scenario WithOldAnswers(Scenario scenario)
    {
        const int Liar = 1;
        const int Lost = 3;
        var lost = TimeSpan.FromMilliseconds(1_800);
        var end = TimeSpan.FromSeconds(4);
        scenario = scenario with { Weights = [1, 1, 1, 1] };
        return scenario with
        {
            Clocks = [.. Enumerable.Repeat(ClockPlan.Right, 4)],
            Network = new NetworkPlan(TimeSpan.FromMilliseconds(5), TimeSpan.FromMilliseconds(10), 0, 0, 0.5)
            {
                LateStatuses = TimeSpan.FromMilliseconds(1_500),
            },
            Load = scenario.Load with { Batches = 60, Until = lost },
            Habits = [new HabitPlan(Liar, "serve-wrongly")],
            Partitions = [new Partition(lost, end, [Lost], OneWay: false)],
            Outages =
            [
                .. Enumerable.Range(0, 4).Select(number => Short(scenario, (number * 4) + Lost, OutageKind.Crash)),
                new Outage(Lost, lost, lost + TimeSpan.FromMilliseconds(15), OutageKind.JournalLost),
            ],
            FaultsEnd = end,
        };
    }

    private static Outage Short(Scenario scenario, int number, OutageKind kind)
    {
        var down = TimeSpan.FromMilliseconds(100 + (41 * number));
        return new Outage(number % scenario.Size, down, down + TimeSpan.FromMilliseconds(15), kind);
    }

    private static int WeakSeatOf(Scenario scenario) =>
        Enumerable.Range(0, scenario.Size).Last(seat => scenario.Weights[seat] <= scenario.MaxFaulty);
}
