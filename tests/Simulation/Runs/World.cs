using SharedSequencer.Primitives;
using SharedSequencer.Protocol;
using SharedSequencer.Simulation.Tests.Byzantine;
using SharedSequencer.Simulation.Tests.Checkers;
using SharedSequencer.Simulation.Tests.Network;
using SharedSequencer.Simulation.Tests.Nodes;
using SharedSequencer.Simulation.Tests.PlantedBugs;
using SharedSequencer.Simulation.Tests.Scenarios;
using SharedSequencer.Simulation.Tests.Scheduling;

namespace SharedSequencer.Simulation.Tests.Runs;

/// <summary>One run of a scenario: validators, what is between them, who sends to them and who watches them.</summary>
internal sealed class World
{
    private readonly SimulatedNetwork _network;
    private readonly EventQueue _events = new();
    private readonly Submissions _submissions;
    private readonly Fingerprint _fingerprint;
    private readonly Load _load;

    /// <param name="scenario">What is to happen.</param>
    /// <param name="bug">What every honest validator does wrong.</param>
    /// <param name="more">Who watches beside the checkers.</param>
    public World(Scenario scenario, PlantedBug bug, Func<World, IEnumerable<Watcher>> more)
    {
        Scenario = scenario;
        _network = new SimulatedNetwork(scenario.Weights, scenario.Load);
        Authenticity = new Authenticity(this);
        Network = new Wires(this);
        _submissions = new Submissions(this);
        _fingerprint = new Fingerprint(this);
        _load = new Load(this);
        Watch = new Watchers([_fingerprint, _submissions, .. AllCheckers.For(this), .. more(this), new Reporters(this, _load)]);
        Validators = [.. Enumerable.Range(0, scenario.Size).Select(seat => Seat(seat, bug))];
    }

    public Scenario Scenario { get; }

    public Genesis Genesis => _network.Genesis;

    public IReadOnlyList<RollupId> Rollups => _network.Rollups;

    public IReadOnlyList<SimulatedValidator> Validators { get; }

    public Wires Network { get; }

    public Authenticity Authenticity { get; }

    public Submissions Submissions => _submissions;

    public Watcher Watch { get; }

    /// <summary>Virtual time since the run began.</summary>
    public TimeSpan Now => _events.Now;

    public ValidatorSigner SignerOf(int seat) => _network.SignerOf(seat);

    public Address ReporterOf(RollupId rollup) => _network.ReporterOf(rollup);

    public RollupOperation Registration(RollupId rollup) => _network.Registration(rollup);

    public Chance ChanceFor(string purpose) => Chance.For(Scenario.Seed, purpose);

    public void After(TimeSpan span, Action action) => _events.After(span, action);

    /// <summary>Runs until everything sent is final everywhere, or until the scenario's limit.</summary>
    /// <exception cref="BrokenPromiseException">A checker saw something.</exception>
    public RunResult Run()
    {
        foreach (var validator in Validators)
            _events.At(TimeSpan.Zero, validator.Start);
        foreach (var outage in Scenario.Outages)
        {
            if (outage is not null && Validators[outage.Seat] is HonestValidator honest)
                Plan(outage, honest);
        }

        _load.Plan();
        new BundleLoad(this, _load).Plan();
        while (!IsOver && _events.Step(Scenario.Limit))
        {
        }

        Watch.Ended();
        return new RunResult(_events.Now, _events.Happened, Network.Sent, _submissions.Height, _fingerprint.Value);
    }

    private bool IsOver => Now >= Scenario.FaultsEnd && _submissions.AreDone;

    private SimulatedValidator Seat(int seat, PlantedBug bug)
    {
        if (Scenario.IsHonest(seat))
            return new HonestValidator(this, seat, bug);
        var habits = Scenario.Habits.Where(plan => plan?.Seat == seat).Select(plan => plan!.Habit).ToList();
        return habits.Contains(Twins.Name)
            ? new Twins(this, seat)
            : new ByzantineValidator(this, seat, [.. habits.Select(Habits.Create)]);
    }

    private void Plan(Outage outage, HonestValidator honest)
    {
        if (outage.Kind == OutageKind.Pause)
        {
            _events.At(outage.Down, () => honest.Pause(outage.Up));
            return;
        }

        _events.At(outage.Down, () => honest.Crash(outage.Kind == OutageKind.JournalLost));
        if (outage.Kind == OutageKind.Gone)
            return;
        _events.At(outage.Up, () =>
        {
            if (!honest.IsUp)
                honest.Start();
        });
    }
}
