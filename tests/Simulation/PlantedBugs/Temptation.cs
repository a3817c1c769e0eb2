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

    private static Outage Short(Scenario scenario, int number, OutageKind kind)
    {
        var down = TimeSpan.FromMilliseconds(100 + (41 * number));
        return new Outage(number % scenario.Size, down, down + TimeSpan.FromMilliseconds(15), kind);
    }

    private static int WeakSeatOf(Scenario scenario) =>
        Enumerable.Range(0, scenario.Size).Last(seat => scenario.Weights[seat] <= scenario.MaxFaulty);
}
