using SharedSequencer.Launcher.Development;
using SharedSequencer.Launcher.Faults;
using SharedSequencer.Launcher.Postgres;
using SharedSequencer.Launcher.Runs;
using SharedSequencer.Launcher.Topologies;

namespace SharedSequencer.Launcher.Mesh;

/// <summary>The members of the committee and how each of them reaches the others.</summary>
internal sealed class CommitteePlan : IDisposable
{
    private readonly PeerLinks? _links;

    public CommitteePlan(
        Topology topology, IReadOnlyList<PostgresCluster> clusters, PortPlan ports, bool breakableLinks)
    {
        Members =
        [
            .. topology.BareValidators.Prepend(topology.Find("ordering"))
                .Select(service => Member(service, clusters[service.Operator - 1], ports)),
        ];
        if (breakableLinks)
            _links = new PeerLinks([.. Members.Select(member => member.PeerPort)]);
    }

    /// <summary>The validators, the full operator's first.</summary>
    public IReadOnlyList<ValidatorEndpoint> Members { get; }

    /// <summary>The switches of the links between them.</summary>
    /// <exception cref="LocalMeshException">The mesh was started without them.</exception>
    public PeerLinks Links =>
        _links ?? throw new LocalMeshException("The links of this mesh go without proxies and cannot be cut.");

    /// <summary>Adds what a validator has to know about its peers, and an ingress about the validators of other
    /// operators; nothing for other services.</summary>
    public void AddVariables(string process, Dictionary<string, string> variables)
    {
        if (Members.Count == 1)
            return;
        if (process == "ingress")
            AddDetours(variables);
        else if (Members.FirstOrDefault(member => member.ProcessName == process) is { } own)
            AddPeers(own, variables);
    }

    private void AddDetours(Dictionary<string, string> variables)
    {
        foreach (var validator in Members.Where(member => member.SubmitPort is not null))
        {
            variables[$"Ingress__Validators__{validator.Number - 1}__Url"] =
                $"https://127.0.0.1:{validator.SubmitPort}";
        }
    }

    private void AddPeers(ValidatorEndpoint own, Dictionary<string, string> variables)
    {
        variables["Ordering__PeerPort"] = $"{own.PeerPort}";
        if (own.SubmitPort is { } submit)
            variables["Ordering__SubmitPort"] = $"{submit}";
        foreach (var peer in Members.Where(member => member != own))
        {
            var port = _links?.Port(own.Number, peer.Number) ?? peer.PeerPort;
            variables[$"Ordering__Peers__{peer.Number - 1}__Url"] = $"https://127.0.0.1:{port}";
        }
    }

    public void Dispose() => _links?.Dispose();

    private static ValidatorEndpoint Member(ServiceDescription service, PostgresCluster cluster, PortPlan ports) => new(
        service.Operator,
        service.Name,
        DevelopmentKeys.AddressOf(DevelopmentRole.Validator, (ulong)service.Operator),
        new Uri($"http://127.0.0.1:{ports.Of(service, service.Require(Binding.Http))}"),
        new Uri($"http://127.0.0.1:{ports.Of(service, service.Require(Binding.Metrics))}/metrics"),
        ports.Of(service, service.Require(Binding.Peers)),
        service.FindBinding(Binding.Submit) is { } submit ? ports.Of(service, submit) : null,
        new ValidatorDatabase(cluster.Name, service.Name, cluster.ConnectionString(service.Name)));
}
