using System.Text;

namespace SharedSequencer.Simulation.Tests.Scenarios;

/// <summary>
/// Everything that is decided before a run; together with the seed it determines the run. Its parts have names, so
/// that a failure can be shrunk by leaving parts out and replayed by naming them.
/// </summary>
internal sealed record Scenario
{
    public required ulong Seed { get; init; }

    /// <summary>Weight per seat.</summary>
    public required IReadOnlyList<ulong> Weights { get; init; }

    public required NetworkPlan Network { get; init; }

    public IReadOnlyList<Partition?> Partitions { get; init; } = [];

    public IReadOnlyList<Outage?> Outages { get; init; } = [];

    /// <summary>Per seat.</summary>
    public required IReadOnlyList<ClockPlan> Clocks { get; init; }

    public IReadOnlyList<HabitPlan?> Habits { get; init; } = [];

    public required StoragePlan Storage { get; init; }

    public required LoadPlan Load { get; init; }

    /// <summary>From then on the network is whole and timely and nobody crashes: progress must resume.</summary>
    public required TimeSpan FaultsEnd { get; init; }

    /// <summary>Progress that has not come by then is a failure.</summary>
    public TimeSpan Limit => FaultsEnd + TimeSpan.FromSeconds(90);

    public int Size => Weights.Count;

    public ulong TotalWeight => Weights.Aggregate(0UL, (sum, weight) => sum + weight);

    /// <summary>The greatest weight below a third of all.</summary>
    public ulong MaxFaulty => (TotalWeight - 1) / 3;

    public bool IsHonest(int seat) => Habits.All(habit => habit?.Seat != seat);

    public IEnumerable<int> Honest => Enumerable.Range(0, Size).Where(IsHonest);

    /// <summary>Honest seats that are there when the faults have ended.</summary>
    public IEnumerable<int> Lasting =>
        Honest.Where(seat => Outages.All(outage => outage?.Seat != seat || outage.Kind != OutageKind.Gone));

    /// <summary>The names of what may be left out.</summary>
    public IEnumerable<string> Parts()
    {
        foreach (var part in Named("partition", Partitions).Concat(Named("outage", Outages)).Concat(Named("habit", Habits)))
            yield return part;
        for (var seat = 0; seat < Size; seat++)
        {
            if (Clocks[seat] != ClockPlan.Right)
                yield return $"clock.{seat}";
        }

        if (Network.Loss > 0)
            yield return "loss";
        if (Network.Duplicates > 0)
            yield return "doubling";
        if (Network.Spikes > 0)
            yield return "spikes";
        if (Network.MostDelay > Network.LeastDelay)
            yield return "reordering";
        if (Storage != StoragePlan.Instant)
            yield return "disk";
        if (Load.Large)
            yield return "large";
        if (Load.TwoFaced)
            yield return "two-faced";
        if (Load.Repeats > 0)
            yield return "repeats";
        if (Load.ShortLived > 0)
            yield return "short-lived";
        foreach (var part in PartsOf(Load.Bundles))
            yield return part;
        for (var most = Load.Batches / 2; most > 0; most /= 2)
            yield return $"batches>{most}";
    }

    /// <summary>The scenario without one part; names that mean nothing here change nothing.</summary>
    public Scenario Without(string part) => part.Split('.', '>') switch
    {
        ["partition", var place] => this with { Partitions = Cut(Partitions, place) },
        ["outage", var place] => this with { Outages = Cut(Outages, place) },
        ["habit", var place] => this with { Habits = Cut(Habits, place) },
        ["clock", var seat] => this with { Clocks = [.. Clocks.Select((clock, i) => $"{i}" == seat ? ClockPlan.Right : clock)] },
        ["loss"] => this with { Network = Network with { Loss = 0 } },
        ["doubling"] => this with { Network = Network with { Duplicates = 0 } },
        ["spikes"] => this with { Network = Network with { Spikes = 0 } },
        ["reordering"] => this with { Network = Network with { MostDelay = Network.LeastDelay } },
        ["disk"] => this with { Storage = StoragePlan.Instant },
        ["large"] => this with { Load = Load with { Large = false } },
        ["two-faced"] => this with { Load = Load with { TwoFaced = false } },
        ["repeats"] => this with { Load = Load with { Repeats = 0 } },
        ["short-lived"] => this with { Load = Load with { ShortLived = 0 } },
        ["bundles"] => this with { Load = Load with { Bundles = null } },
        ["bundles", var most] => WithBundles(plan => plan with { Count = Math.Min(plan.Count, int.Parse(most)) }),
        ["unreported"] => WithBundles(plan => plan with { Reported = true }),
        ["bundle", var trick] => WithBundles(plan => plan with { Tricks = [.. plan.Tricks.Where(one => $"{one}" != trick)] }),
        ["batches", var most] => this with { Load = Load with { Batches = Math.Min(Load.Batches, int.Parse(most)) } },
        _ => this,
    };

    public override string ToString()
    {
        var text = new StringBuilder();
        text.AppendLine($"seed {Seed}: weights [{string.Join(' ', Weights)}], faults end at {FaultsEnd.TotalMilliseconds:0} ms");
        text.AppendLine($"  network: {Network}; {Storage}");
        text.AppendLine($"  load: {Load}");
        foreach (var (kind, list) in new[] { ("partition", Texts(Partitions)), ("outage", Texts(Outages)), ("habit", Texts(Habits)) })
        {
            foreach (var entry in list)
                text.AppendLine($"  {kind}: {entry}");
        }

        for (var seat = 0; seat < Size; seat++)
        {
            if (Clocks[seat] != ClockPlan.Right)
                text.AppendLine($"  clock of v{seat}: {Clocks[seat]}");
        }

        return text.ToString();
    }

    private static IEnumerable<string> PartsOf(BundlePlan? plan)
    {
        if (plan is null)
            yield break;
        yield return "bundles";
        for (var most = plan.Count / 2; most > 0; most /= 2)
            yield return $"bundles>{most}";
        if (!plan.Reported)
            yield return "unreported";
        foreach (var trick in plan.Tricks)
            yield return $"bundle.{trick}";
    }

    private Scenario WithBundles(Func<BundlePlan, BundlePlan> change) => Load.Bundles is { } plan
        ? this with { Load = Load with { Bundles = change(plan) } }
        : this;

    private static List<string> Texts<T>(IReadOnlyList<T?> list)
        where T : class => [.. list.Where(entry => entry is not null).Select(entry => entry!.ToString()!)];

    private static IEnumerable<string> Named<T>(string kind, IReadOnlyList<T?> list)
        where T : class => Enumerable.Range(0, list.Count).Where(i => list[i] is not null).Select(i => $"{kind}.{i}");

    // An empty place keeps the names of the others.
    private static T?[] Cut<T>(IReadOnlyList<T?> list, string place)
        where T : class => [.. list.Select((entry, i) => $"{i}" == place ? null : entry)];
}
