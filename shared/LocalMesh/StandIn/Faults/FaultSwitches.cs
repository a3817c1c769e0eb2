using SharedSequencer.StandIn.Actors;
using SharedSequencer.StandIn.Hosting;
using SharedSequencer.StandIn.PubSub;

namespace SharedSequencer.StandIn.Faults;

/// <summary>
/// The faults that services have to survive, one switch each. Everything here happens with real daprd and real brokers too,
/// only not on demand.
/// </summary>
internal sealed class FaultSwitches(SidecarMesh mesh, IReadOnlyList<SidecarSlot> slots)
{
    private readonly Rebalance rebalance = new(mesh.Placement, mesh.Time);

    public IReadOnlyList<SidecarSlot> Slots => slots;

    public Broker Broker => mesh.Broker;

    public Placement Placement => mesh.Placement;

    /// <summary>Cuts running actor calls after the drain time and repeats them.</summary>
    public Task RebalanceAsync(bool deactivate, CancellationToken cancellationToken)
    {
        Note(deactivate ? "rebalance, actors moved" : "rebalance");
        return rebalance.RunAsync(deactivate, cancellationToken);
    }

    /// <summary>
    /// Loses placement, or finds it again. Meanwhile actor calls and actor state get no answer at all; health stays good.
    /// </summary>
    public async Task HangAsync(bool on, CancellationToken cancellationToken)
    {
        if (on == Placement.IsLost) return;
        Note(on ? "placement lost" : "placement back");
        Placement.IsLost = on;
        if (!on)
        {
            Placement.Gate.Open();
            return;
        }
        Placement.Gate.Close();
        await Task.WhenAll(Placement.Hosts.Select(host => host.HaltBehindGateAsync(cancellationToken)));
    }

    /// <summary>Makes every publish fail as with a stopped broker, or ends that.</summary>
    public void FailPublishes(bool on)
    {
        Note(on ? "broker down" : "broker up");
        Broker.IsDown = on;
    }

    /// <summary>The switches of one topic of every pub/sub component.</summary>
    public IEnumerable<TopicFaults> Topic(string topic)
    {
        Note($"topic {topic}");
        return Broker.Names.Select(name => Broker.Topic(name, topic).Faults);
    }

    /// <summary>Loses an app's sidecar as kill -9 would; its ports close.</summary>
    public Task LoseAsync(SidecarSlot slot)
    {
        Note($"sidecar of {slot.AppId} lost");
        return slot.KillAsync();
    }

    /// <summary>Starts an app's sidecar again on the same ports, handshake included.</summary>
    public Task ReturnAsync(SidecarSlot slot, CancellationToken cancellationToken)
    {
        Note($"sidecar of {slot.AppId} back");
        return slot.StartAsync(cancellationToken);
    }

    /// <summary>Turns every switch off and brings lost sidecars back.</summary>
    public async Task ClearAsync(CancellationToken cancellationToken)
    {
        await HangAsync(false, cancellationToken);
        FailPublishes(false);
        foreach (var (_, topic) in Broker.Topics) topic.Faults.Clear();
        foreach (var slot in slots) await slot.StartAsync(cancellationToken);
    }

    private void Note(string what) => mesh.Logger.FaultSwitched(what);
}
