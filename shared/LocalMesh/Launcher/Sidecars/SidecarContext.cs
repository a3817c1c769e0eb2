using SharedSequencer.Launcher.Runs;

namespace SharedSequencer.Launcher.Sidecars;

/// <summary>What every kind of sidecar needs to know about the run.</summary>
internal sealed record SidecarContext
{
    public required RepositoryLayout Layout { get; init; }

    public required RunFolder Folder { get; init; }

    public required PortPlan Ports { get; init; }

    public required IReadOnlyList<SidecarEndpoints> Apps { get; init; }

    /// <summary>Folder with the Dapr component files.</summary>
    public required string ComponentsFolder { get; init; }

    /// <summary>Npgsql connection string of the database for actor state.</summary>
    public required string StateConnection { get; init; }

    public required string LogLevel { get; init; }
}
