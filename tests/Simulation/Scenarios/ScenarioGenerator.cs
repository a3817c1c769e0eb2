using SharedSequencer.Simulation.Tests.Byzantine;
using SharedSequencer.Simulation.Tests.Scheduling;

namespace SharedSequencer.Simulation.Tests.Scenarios;

/// <summary>
/// Draws a scenario from a seed: who there is, what goes wrong, what is sent. One in four is a storm: everybody crashes
/// at once and again, most messages of a moment are lost, a journal is lost more than once.
/// </summary>
internal sealed class ScenarioGenerator
{
    private static readonly ulong[][] Committees =
    [
        [1, 1, 1, 1],
        [1, 1, 1, 1],
        [1, 1, 1, 1, 1, 1, 1],
        [1, 2, 3, 2],
        [5, 4, 4, 3, 1],
        [3, 3, 3, 1, 1, 1, 1],
    ];

    private readonly ulong _seed;
    private readonly Chance _chance;
    private readonly ulong[] _weights;
    private readonly TimeSpan _faultsEnd;
    private readonly List<int> _free;
    private readonly bool _isStorm;
    private ulong _mayFail;

    private ScenarioGenerator(ulong seed)
    {
        _seed = seed;
        _chance = Chance.For(seed, "scenario");
        _weights = _chance.Pick(Committees);
        _faultsEnd = _chance.Between(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4));
        _free = _chance.Shuffle(Enumerable.Range(0, _weights.Length));
        _isStorm = _chance.Happens(0.25);
        _mayFail = (_weights.Aggregate(0UL, (sum, weight) => sum + weight) - 1) / 3;
    }

    public static Scenario Draw(ulong seed) => new ScenarioGenerator(seed).Draw();

    private Scenario Draw()
    {
        var habits = DrawHabits();
        var outages = DrawOutages();
        return new Scenario
        {
            Seed = _seed,
            Weights = _weights,
            Network = DrawNetwork(),
            Partitions = DrawPartitions(),
            Outages = [.. outages, .. DrawPauses()],
            Habits = habits,
            Clocks = DrawClocks(),
            Storage = DrawStorage(),
            Load = new LoadPlan(
                _chance.Between(1, 3),
                _chance.Between(1, 3),
                _chance.Between(2, 16),
                _faultsEnd + TimeSpan.FromMilliseconds(500),
                _chance.Happens(0.5) ? 0.3 : 0,
                _chance.Happens(0.3) ? 0.3 : 0,
                Chance.For(_seed, "size of batches").Happens(0.04),
                _chance.Happens(0.15))
            {
                Bundles = DrawBundles(),
            },
            FaultsEnd = _faultsEnd,
        };
    }

    private BundlePlan? DrawBundles()
    {
        var chance = Chance.For(_seed, "bundles");
        if (!chance.Happens(0.4))
            return null;
        var count = chance.Between(1, 5);
        var tricks = Enum.GetValues<BundleTrick>().Where(_ => chance.Happens(0.5)).ToList();
        return new BundlePlan(count, tricks, Reported: chance.Happens(0.85));
    }

    private NetworkPlan DrawNetwork()
    {
        var least = _chance.Between(TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(15));
        return new NetworkPlan(
            least,
            least + _chance.Between(TimeSpan.Zero, TimeSpan.FromMilliseconds(_chance.Happens(0.2) ? 150 : 25)),
            _isStorm ? _chance.Pick([0.1, 0.2, 0.4]) : _chance.Pick([0, 0, 0.02, 0.1, 0.3]),
            _chance.Pick([0, 0, 0.05, 0.3]),
            _chance.Pick([0, 0, 0.01, 0.05]));
    }

    private StoragePlan DrawStorage() => _chance.Below(4) switch
    {
        0 => StoragePlan.Instant,
        1 => new StoragePlan(TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(40)),
        _ => new StoragePlan(TimeSpan.FromMilliseconds(0.2), TimeSpan.FromMilliseconds(4)),
    };

    private List<HabitPlan?> DrawHabits()
    {
        var habits = new List<HabitPlan?>();
        if (_chance.Happens(_isStorm ? 0.6 : 0.25))
            return habits;
        while (TakeFaulty() is { } seat)
        {
            if (_chance.Happens(0.15))
            {
                habits.Add(new HabitPlan(seat, Twins.Name));
                continue;
            }

            var count = _chance.Pick([1, 1, 1, 2, 3]);
            habits.AddRange(_chance.Shuffle(Byzantine.Habits.Names).Take(count).Select(name => new HabitPlan(seat, name)));
            if (_chance.Happens(0.3))
                break;
        }

        return habits;
    }

    private List<Outage?> DrawOutages()
    {
        var outages = new List<Outage?>();
        if (_chance.Happens(_isStorm ? 0.6 : 0.2) && TakeFaulty() is { } weak)
        {
            var kind = _chance.Happens(0.6) ? OutageKind.JournalLost : OutageKind.Gone;
            for (var i = _isStorm && kind == OutageKind.JournalLost ? _chance.Between(1, 4) : 1; i > 0; i--)
                outages.Add(DrawOutage(weak, kind, Moment()));
            if (kind == OutageKind.JournalLost && _chance.Happens(0.5))
                outages.Add(DrawOutage(weak, OutageKind.Crash, Moment()));
        }

        for (var i = _isStorm ? _chance.Between(1, 4) : _chance.Below(7) / 6; i > 0; i--)
        {
            var moment = Moment();
            outages.AddRange(_free.Select(seat => DrawOutage(seat, OutageKind.Crash, moment)));
        }

        foreach (var seat in _free.Where(_ => _chance.Happens(0.3)).ToList())
        {
            for (var i = _chance.Between(1, 3); i > 0; i--)
                outages.Add(DrawOutage(seat, OutageKind.Crash, Moment()));
        }

        return outages;
    }

    private IEnumerable<Outage> DrawPauses()
    {
        var chance = Chance.For(_seed, "pauses");
        if (!chance.Happens(0.15))
            yield break;
        for (var i = chance.Between(1, 4); i > 0; i--)
        {
            var down = chance.Between(TimeSpan.Zero, _faultsEnd);
            var up = down + chance.Between(TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(2_500));
            yield return new Outage(chance.Below(_weights.Length), down, up < _faultsEnd ? up : _faultsEnd, OutageKind.Pause);
        }
    }

    private Outage DrawOutage(int seat, OutageKind kind, TimeSpan down)
    {
        var up = down + _chance.Between(TimeSpan.FromMilliseconds(5), TimeSpan.FromMilliseconds(_chance.Pick([50, 1_200])));
        return new Outage(seat, down, up < _faultsEnd ? up : _faultsEnd, kind);
    }

    private List<Partition?> DrawPartitions()
    {
        var partitions = new List<Partition?>();
        for (var i = _chance.Pick([0, 0, 1, 2, 3]); i > 0; i--)
        {
            var from = Moment();
            var to = from + _chance.Between(TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(1_500));
            var side = _chance.Shuffle(Enumerable.Range(0, _weights.Length)).Take(_chance.Between(1, _weights.Length / 2));
            partitions.Add(new Partition(from, to < _faultsEnd ? to : _faultsEnd, [.. side.Order()], _chance.Happens(0.4)));
        }

        return partitions;
    }

    private List<ClockPlan> DrawClocks()
    {
        var clocks = Enumerable.Repeat(ClockPlan.Right, _weights.Length).ToList();
        if (_chance.Happens(0.6))
        {
            var most = TimeSpan.FromMilliseconds(_chance.Pick([5, 50, 120]));
            for (var seat = 0; seat < clocks.Count; seat++)
                clocks[seat] = new ClockPlan(_chance.Between(-most, most), 1 + (_chance.Fraction() * 0.01) - 0.005);
        }

        // A clock that is off by more than the drift makes its owner one of the faulty.
        if (_chance.Happens(0.1) && TakeFaulty() is { } wrong)
            clocks[wrong] = new ClockPlan(_chance.Between(TimeSpan.FromSeconds(-20), TimeSpan.FromSeconds(20)), 1);
        return clocks;
    }

    private TimeSpan Moment() => _chance.Between(TimeSpan.FromMilliseconds(20), _faultsEnd);

    /// <summary>The next seat whose failure the committee bears, if any is left.</summary>
    private int? TakeFaulty()
    {
        var place = _free.FindIndex(seat => _weights[seat] <= _mayFail);
        if (place < 0)
            return null;
        var seat = _free[place];
        _free.RemoveAt(place);
        _mayFail -= _weights[seat];
        return seat;
    }
}
