namespace SharedSequencer.Launcher.Topologies;

/// <summary>A port of a service, as tye.yaml names it.</summary>
/// <param name="Name">Name of the binding; <see cref="DefaultName"/> when the file gives none.</param>
/// <param name="Port">The fixed, documented port of <c>./mesh up</c>.</param>
public sealed record Binding(string Name, int Port)
{
    /// <summary>The name of a binding without a name.</summary>
    public const string DefaultName = "default";

    /// <summary>The binding on which a service takes its requests.</summary>
    public const string Http = "http";

    /// <summary>The binding on which a validator takes the calls of other validators.</summary>
    public const string Peers = "peers";

    /// <summary>The binding on which a validator takes batches of other operators' ingresses.</summary>
    public const string Submit = "submit";

    /// <summary>The binding on which a service shows its metrics.</summary>
    public const string Metrics = "metrics";
}
