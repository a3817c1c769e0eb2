using SharedSequencer.Protocol;
using SharedSequencer.Simulation.Tests.Runs;
using SharedSequencer.Simulation.Tests.Scenarios;
using SharedSequencer.Simulation.Tests.Scheduling;

namespace SharedSequencer.Simulation.Tests.Network;

/// <summary>
/// Carries messages between validators. Until the faults end it loses, doubles, delays and cuts as planned; afterwards
/// every message arrives within Δ.
/// </summary>
internal sealed class Wires(World world)
{
    private static readonly TimeSpan LongestSpike = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestInTime = TimeSpan.FromMilliseconds(40);

    private readonly Chance _chance = world.ChanceFor("network");
    private readonly NetworkPlan _plan = world.Scenario.Network;
    private readonly bool _areEncoded = world.ChanceFor("encoding").Happens(0.1);

    /// <summary>How many messages were handed in, one per receiver.</summary>
    public long Sent { get; private set; }

    public void Broadcast(int from, PeerMessage message)
    {
        message = Encoded(message);
        for (var to = 0; to < world.Scenario.Size; to++)
        {
            if (to != from)
                Carry(from, to, message);
        }
    }

    public void Send(int from, int to, PeerMessage message) => Carry(from, to, Encoded(message));

    /// <summary>In some runs everything takes the way over bytes; in the others it is spared for speed.</summary>
    private PeerMessage Encoded(PeerMessage message)
    {
        if (!_areEncoded)
            return message;
        return PeerMessageCodec.TryDecode(PeerMessageCodec.Encode(message), out var decoded)
            ? decoded
            : throw new BrokenPromiseException("codec", $"{message} has no bytes that can be read");
    }

    private void Carry(int from, int to, PeerMessage message)
    {
        if (to < 0 || to >= world.Scenario.Size || to == from)
            return;
        Sent++;
        var broken = world.Now < world.Scenario.FaultsEnd;
        if (broken && (_chance.Happens(_plan.Loss) || world.Scenario.Partitions.Any(p => p?.Cuts(from, to, world.Now) == true)))
            return;
        Deliver(from, to, message, broken);
        if (broken && _chance.Happens(_plan.Duplicates))
            Deliver(from, to, message, broken);
    }

    private void Deliver(int from, int to, PeerMessage message, bool broken)
    {
        var most = broken || _plan.MostDelay < LongestInTime ? _plan.MostDelay : LongestInTime;
        var delay = _chance.Between(_plan.LeastDelay, most);
        if (broken && _chance.Happens(_plan.Spikes))
            delay += _chance.Between(TimeSpan.Zero, LongestSpike);
        if (broken && message is PeerMessage.Status && _plan.LateStatuses > TimeSpan.Zero)
            delay += _chance.Between(TimeSpan.Zero, _plan.LateStatuses);
        world.After(delay, () => world.Validators[to].Receive(from, message));
    }
}
