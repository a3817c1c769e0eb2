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

    /// <summary>The chain that a service named <c>rollup-{chain id}</c> is, otherwise null.</summary>
    public ulong? RollupChainId =>
        Name.StartsWith("rollup-", StringComparison.Ordinal) && ulong.TryParse(Name.AsSpan(7), out var id)
            ? id
            : null;

    /// <summary>The binding of that name, or null.</summary>
    public Binding? FindBinding(string name) => Bindings.FirstOrDefault(binding => binding.Name == name);
}
