using SharedSequencer.Protocol;
using SharedSequencer.Simulation.Tests.PlantedBugs;
using SharedSequencer.Simulation.Tests.Runs;

namespace SharedSequencer.Simulation.Tests.Nodes;

/// <summary>A validator that keeps to the protocol; everything it does is watched.</summary>
internal sealed class HonestValidator : SimulatedValidator, ICoreOutlet
{
    private readonly CoreHost _host;
    private readonly PlantedBug _bug;

    public HonestValidator(World world, int seat, PlantedBug bug)
        : base(world, seat)
    {
        _bug = bug;
        _host = new CoreHost(world, seat, this, bug);
    }

    public bool IsUp => _host.IsUp;

    /// <summary>The machine's clocks; only while it is up.</summary>
    public Instant Now => _host.Now;

    public Journal Journal => _host.Journal;

    public override void Start() => _host.Start();

    public void Crash(bool losesJournal)
    {
        if (!_host.IsUp)
            return;
        World.Watch.Crashed(this, losesJournal);
        _host.Crash(losesJournal);
    }

    /// <summary>Stops everything until a moment; what comes meanwhile waits at the door.</summary>
    public void Pause(TimeSpan until) => _host.Pause(until);

    public override void Receive(int from, PeerMessage message)
    {
        if (_host.PausedFor > TimeSpan.Zero)
        {
            World.After(_host.PausedFor, () => Receive(from, message));
            return;
        }

        if (!_host.IsUp || !(_bug.IsGullibleAbout(message) || IsAuthentic(from, message)))
            return;
        World.Watch.Received(this, from, message);
        _host.Take(new CoreInput.MessageReceived(new ValidatorIndex((ushort)from), message));
    }

    public override void Submit(Batch batch)
    {
        if (_host.PausedFor > TimeSpan.Zero)
        {
            World.After(_host.PausedFor, () => Submit(batch));
            return;
        }

        if (_host.IsUp && batch.HasValidSignature())
            _host.Take(new CoreInput.BatchReceived(batch));
    }

    void ICoreOutlet.Started(RecoveredCore recovered) => World.Watch.Started(this, recovered);

    void ICoreOutlet.Journaled(IReadOnlyList<CoreEffect> records) => World.Watch.Journaled(this, records);

    void ICoreOutlet.Stopped(Exception failure) =>
        throw new BrokenPromiseException("core", $"the core of v{Seat} stopped: {failure}");

    void ICoreOutlet.Emitted(CoreEffect effect)
    {
        switch (effect)
        {
            case CoreEffect.Send(var to, var message):
                World.Watch.Sent(this, to.Value, message);
                World.Network.Send(Seat, to.Value, message);
                break;
            case CoreEffect.Broadcast(var message):
                World.Watch.Sent(this, null, message);
                World.Network.Broadcast(Seat, message);
                break;
            case CoreEffect.Deliver delivered:
                World.Watch.Delivered(this, delivered.Block, delivered.Expanded);
                break;
            case CoreEffect.BatchAccepted(var digest):
                World.Watch.Accepted(this, digest);
                break;
            case CoreEffect.BatchRefused refused:
                World.Watch.Refused(this, refused.Digest, refused.Refusal);
                break;
            case CoreEffect.ReportEvidence(var evidence):
                World.Watch.Reported(this, evidence);
                break;
            default:
                throw new BrokenPromiseException("effects", $"nobody can do {effect.GetType().Name}");
        }
    }
}
