using SharedSequencer.Protocol;
using SharedSequencer.Simulation.Tests.Nodes;
using SharedSequencer.Simulation.Tests.PlantedBugs;
using SharedSequencer.Simulation.Tests.Runs;

namespace SharedSequencer.Simulation.Tests.Byzantine;

/// <summary>
/// A seat whose owner lies by habit. It holds its own key only, and everything it says takes the way over the wire
/// format: it cannot send what no bytes can say.
/// </summary>
internal sealed class ByzantineValidator : SimulatedValidator, ICoreOutlet
{
    private static readonly TimeSpan Restlessness = TimeSpan.FromMilliseconds(120);

    private readonly IReadOnlyList<Habit> _habits;
    private readonly CoreHost _host;
    private readonly Knowledge _knowledge;

    public ByzantineValidator(World world, int seat, IReadOnlyList<Habit> habits)
        : base(world, seat)
    {
        _habits = habits;
        _host = new CoreHost(world, seat, this, PlantedBug.None);
        _knowledge = new Knowledge(world.Genesis);
        var context = new ByzantineContext(
            world.SignerOf(seat), world.Genesis, _knowledge, world.ChanceFor($"habits {seat}"), Put);
        foreach (var habit in habits)
            habit.Context = context;
    }

    public override void Start()
    {
        _host.Start();
        World.After(Restlessness, Tick);
    }

    public override void Receive(int from, PeerMessage message)
    {
        if (!IsAuthentic(from, message))
            return;
        _knowledge.See(message);
        var takes = true;
        foreach (var habit in _habits)
            takes &= habit.Takes(from, message);
        if (takes)
            _host.Take(new CoreInput.MessageReceived(new ValidatorIndex((ushort)from), message));
    }

    public override void Submit(Batch batch)
    {
        _knowledge.See(batch);
        _host.Take(new CoreInput.BatchReceived(batch));
    }

    void ICoreOutlet.Started(RecoveredCore recovered)
    {
    }

    void ICoreOutlet.Journaled(IReadOnlyList<CoreEffect> records)
    {
        foreach (var record in records)
        {
            if (record is CoreEffect.PersistBatch persisted)
                _knowledge.See(persisted.Batch);
        }
    }

    // An own lie may lead the own core into contradictions; then this validator is silent from now on.
    void ICoreOutlet.Stopped(Exception failure)
    {
    }

    void ICoreOutlet.Emitted(CoreEffect effect)
    {
        switch (effect)
        {
            case CoreEffect.Send(var to, var message):
                _knowledge.See(message);
                Speak(to.Value, message);
                break;
            case CoreEffect.Broadcast(var message):
                _knowledge.See(message);
                for (var to = 0; to < World.Scenario.Size; to++)
                    Speak(to, message);
                break;
            default:
                break;
        }
    }

    private void Tick()
    {
        foreach (var habit in _habits)
            habit.Tick();
        World.After(Restlessness, Tick);
    }

    private void Speak(int to, PeerMessage message)
    {
        if (to == Seat)
            return;
        IEnumerable<PeerMessage> messages = [message];
        foreach (var habit in _habits)
            messages = messages.SelectMany(said => habit.Rewrite(to, said));
        foreach (var said in messages.ToList())
        {
            if (ReferenceEquals(said, message))
                World.Network.Send(Seat, to, said);
            else
                Put(to, said);
        }
    }

    private void Put(int to, PeerMessage message)
    {
        if (!PeerMessageCodec.TryDecode(PeerMessageCodec.Encode(message), out var said))
            return;
        // What it made itself may become part of the chain.
        _knowledge.See(said);
        World.Network.Send(Seat, to, said);
    }
}
