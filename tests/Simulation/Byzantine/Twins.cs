using SharedSequencer.Protocol;
using SharedSequencer.Simulation.Tests.Nodes;
using SharedSequencer.Simulation.Tests.PlantedBugs;
using SharedSequencer.Simulation.Tests.Runs;
using SharedSequencer.Simulation.Tests.Scheduling;

namespace SharedSequencer.Simulation.Tests.Byzantine;

/// <summary>
/// Two honest instances under one key, each talking to some of the others ("Twins: BFT systems made robust"): together
/// they equivocate in every way an honest program can be led into. Who sees which twin is drawn anew from time to time,
/// the same way for all pairs of twins, and of two pairs only the twins of one side talk to each other.
/// </summary>
internal sealed class Twins : SimulatedValidator
{
    /// <summary>Name of this habit in scenarios.</summary>
    public const string Name = "twins";

    private static readonly TimeSpan Phase = TimeSpan.FromMilliseconds(350);

    private static readonly TimeSpan AmongTwins = TimeSpan.FromMilliseconds(5);

    private readonly Twin _left;
    private readonly Twin _right;
    private readonly Chance _chance;

    public Twins(World world, int seat)
        : base(world, seat)
    {
        _chance = world.ChanceFor("twins");
        _left = new Twin(world, seat, 0);
        _right = new Twin(world, seat, 1);
        Divide();
    }

    public override void Start()
    {
        _left.Host.Start();
        _right.Host.Start();
        World.After(Phase, Again);
    }

    public override void Receive(int from, PeerMessage message)
    {
        if (!IsAuthentic(from, message))
            return;
        var input = new CoreInput.MessageReceived(new ValidatorIndex((ushort)from), message);
        foreach (var twin in Both().Where(twin => twin.Friends.Contains(from)))
            twin.Host.Take(input);
    }

    public override void Submit(Batch batch)
    {
        foreach (var twin in Both())
            twin.Host.Take(new CoreInput.BatchReceived(batch));
    }

    private void Hear(int side, int from, PeerMessage message)
    {
        if (IsAuthentic(from, message))
            Both()[side].Host.Take(new CoreInput.MessageReceived(new ValidatorIndex((ushort)from), message));
    }

    private Twin[] Both() => [_left, _right];

    private void Again()
    {
        Divide();
        World.After(Phase, Again);
    }

    private void Divide()
    {
        foreach (var twin in Both())
            twin.Friends.Clear();
        for (var seat = 0; seat < World.Scenario.Size; seat++)
        {
            var side = _chance.Below(5);
            if (side is 0 or 1 or 4)
                _left.Friends.Add(seat);
            if (side is 2 or 3 or 4)
                _right.Friends.Add(seat);
        }
    }

    private sealed class Twin : ICoreOutlet
    {
        private readonly World _world;
        private readonly int _seat;
        private readonly int _side;

        public Twin(World world, int seat, int side)
        {
            _world = world;
            _seat = seat;
            _side = side;
            Host = new CoreHost(world, seat, this, PlantedBug.None);
        }

        public CoreHost Host { get; }

        public HashSet<int> Friends { get; } = [];

        void ICoreOutlet.Started(RecoveredCore recovered)
        {
        }

        void ICoreOutlet.Journaled(IReadOnlyList<CoreEffect> records)
        {
        }

        // A twin that learns what the other one signed may stop: it is nobody's promise.
        void ICoreOutlet.Stopped(Exception failure)
        {
        }

        void ICoreOutlet.Emitted(CoreEffect effect)
        {
            if (effect is CoreEffect.Send(var to, var message))
                Speak(to.Value, message);
            else if (effect is CoreEffect.Broadcast(var said))
            {
                for (var seat = 0; seat < _world.Scenario.Size; seat++)
                    Speak(seat, said);
            }
        }

        private void Speak(int to, PeerMessage message)
        {
            if (to != _seat && _world.Validators[to] is Twins others)
                _world.After(AmongTwins, () => others.Hear(_side, _seat, message));
            else if (Friends.Contains(to))
                _world.Network.Send(_seat, to, message);
        }
    }
}
