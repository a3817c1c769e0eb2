using SharedSequencer.Launcher.Sidecars;

namespace SharedSequencer.Launcher.Mesh;

/// <summary>Where everything of a running mesh is.</summary>
public sealed record MeshEndpoints
{
    /// <summary>Name of the service that archives, streams and drives.</summary>
    internal const string PublisherName = "publisher";

    /// <summary>HTTP address of every service and bare validator, by name.</summary>
    public required IReadOnlyDictionary<string, Uri> Services { get; init; }

    /// <summary>Address of the metrics of every service and bare validator, by name.</summary>
    public required IReadOnlyDictionary<string, Uri> Metrics { get; init; }

    /// <summary>The publisher's gRPC address (HTTP/2 without TLS).</summary>
    public required Uri PublisherGrpc { get; init; }

    /// <summary>The committee, the full operator's validator first.</summary>
    public required IReadOnlyList<ValidatorEndpoint> Validators { get; init; }

    /// <summary>The demo rollups.</summary>
    public required IReadOnlyList<RollupEndpoint> Rollups { get; init; }

    /// <summary>What stands beside the services.</summary>
    public required SidecarKind SidecarKind { get; init; }

    /// <summary>The sidecar in words, to print with every result.</summary>
    public required string SidecarDescription { get; init; }

    /// <summary>The ports of every service's sidecar.</summary>
    public required IReadOnlyList<SidecarEndpoints> Sidecars { get; init; }

    /// <summary>The stand-in's fault switches; null with real daprd.</summary>
    public required Uri? SidecarAdmin { get; init; }

    /// <summary>Connection string of every service's database, by service name.</summary>
    public required IReadOnlyDictionary<string, string> Databases { get; init; }

    /// <summary>The network's genesis file.</summary>
    public required string GenesisFile { get; init; }

    /// <summary>Folder with the development keystores.</summary>
    public required string KeysFolder { get; init; }

    /// <summary>Where users send transactions.</summary>
    public Uri Ingress => Services["ingress"];

    /// <summary>Where rollups read their blocks.</summary>
    public Uri Publisher => Services[PublisherName];
}
