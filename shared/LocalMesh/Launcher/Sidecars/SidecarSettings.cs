namespace SharedSequencer.Launcher.Sidecars;

/// <summary>What all daprd of one run have in common.</summary>
internal sealed record SidecarSettings
{
    public required int PlacementPort { get; init; }

    public required string ComponentsFolder { get; init; }

    public required string ConfigurationFile { get; init; }

    public required string LogLevel { get; init; }
}
