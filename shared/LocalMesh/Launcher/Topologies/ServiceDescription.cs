namespace SharedSequencer.Launcher.Topologies;

/// <summary>One service of tye.yaml.</summary>
public sealed record ServiceDescription
{
    /// <summary>Name of the service; for a project also its Dapr app id and the name of its database.</summary>
    public required string Name { get; init; }

    /// <summary>How it is run.</summary>
    public required ServiceKind Kind { get; init; }

    /// <summary>The project file, the program or the image, as written; paths are relative to the file.</summary>
    public required string Source { get; init; }

    /// <summary>Command-line arguments, still with their <c>${...}</c> tokens.</summary>
    public required IReadOnlyList<string> Arguments { get; init; }

    /// <summary>Environment variables, still with their <c>${...}</c> tokens.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>Ports.</summary>
    public required IReadOnlyList<Binding> Bindings { get; init; }

    /// <summary>How many bare validators it is run for unless the command says otherwise, once for each; null for a
    /// service of the full operator, which is run once.</summary>
    public int? Replicas { get; init; }

    /// <summary>The operator it belongs to: 1 is the full one, from 2 on each runs a bare validator.</summary>
    public int Operator { get; init; } = Topology.FullOperator;

    /// <summary>The chain that a service named <c>rollup-{chain id}</c> is, otherwise null.</summary>
    public ulong? RollupChainId =>
        Name.StartsWith("rollup-", StringComparison.Ordinal) && ulong.TryParse(Name.AsSpan(7), out var id)
            ? id
            : null;

    /// <summary>The binding of that name, or null.</summary>
    public Binding? FindBinding(string name) => Bindings.FirstOrDefault(binding => binding.Name == name);

    /// <summary>The binding of that name.</summary>
    /// <exception cref="LocalMeshException">There is none.</exception>
    public Binding Require(string name) =>
        FindBinding(name) ?? throw new LocalMeshException($"tye.yaml: service '{Name}' has no binding '{name}'.");

    /// <summary>The one of a bare validator's operator: numbered, on the ports after those of the operator before.
    /// </summary>
    public ServiceDescription ForOperator(int number) => this with
    {
        Name = $"{Name}-{number}",
        Replicas = null,
        Operator = number,
        Bindings = [.. Bindings.Select(b => b with { Port = b.Port + number - Topology.FullOperator - 1 })],
    };
}
