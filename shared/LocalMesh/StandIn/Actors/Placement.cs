using System.Collections.Concurrent;

namespace SharedSequencer.StandIn.Actors;

/// <summary>
/// Which app hosts which actor type, and the gate that all actor calls and actor state operations pass.
/// Stands for daprd's placement service; every type has at most one host here.
/// </summary>
internal sealed class Placement
{
    private readonly ConcurrentDictionary<string, ActorHost> owners = new();

    /// <summary>Shut while hosts change, and while placement is "lost".</summary>
    public Gate Gate { get; } = new();

    /// <summary>True while the connection to placement is "lost"; whoever sets it also holds the gate.</summary>
    public bool IsLost { get; set; }

    public IEnumerable<ActorHost> Hosts => owners.Values.Distinct();

    public ActorHost? Find(string type) => owners.GetValueOrDefault(type);

    public void Register(ActorHost host)
    {
        foreach (var type in host.Types.Keys) owners.TryAdd(type, host);
    }

    public void Withdraw(ActorHost host)
    {
        foreach (var type in host.Types.Keys) owners.TryRemove(new KeyValuePair<string, ActorHost>(type, host));
    }
}
