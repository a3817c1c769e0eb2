using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;

namespace SharedSequencer.ServiceDefaults;

/// <summary>Where the sidecar is and how long to wait for it.</summary>
public sealed class MeshOptions
{
    /// <summary>HTTP port of the sidecar on loopback.</summary>
    [ConfigurationKeyName("DAPR_HTTP_PORT")]
    [Range(1, 65535)]
    public int HttpPort { get; init; } = 3500;

    /// <summary>gRPC port of the sidecar on loopback.</summary>
    [ConfigurationKeyName("DAPR_GRPC_PORT")]
    [Range(1, 65535)]
    public int GrpcPort { get; init; } = 50001;

    /// <summary>Full address instead of <see cref="HttpPort"/>, for a sidecar that is not on loopback.</summary>
    [ConfigurationKeyName("DAPR_HTTP_ENDPOINT")]
    [Url]
    public string? HttpAddress { get; init; }

    /// <summary>Full address instead of <see cref="GrpcPort"/>.</summary>
    [ConfigurationKeyName("DAPR_GRPC_ENDPOINT")]
    [Url]
    public string? GrpcAddress { get; init; }

    /// <summary>Token that the sidecar asks for, if it asks.</summary>
    [ConfigurationKeyName("DAPR_API_TOKEN")]
    public string? ApiToken { get; init; }

    /// <summary>
    /// Longest wait for a publish or an actor turn, in milliseconds. Without one, calls hang while the actor
    /// placement is away. Longer than a policy's repeats, far below the 100 s of the HTTP client.
    /// </summary>
    [ConfigurationKeyName("Mesh:CallTimeoutMs")]
    [Range(100, 60_000)]
    public int CallTimeoutMs { get; init; } = 10_000;

    /// <summary>Address for HTTP calls to the sidecar, without a trailing slash.</summary>
    public string HttpEndpoint => HttpAddress ?? $"http://127.0.0.1:{HttpPort}";

    /// <summary>Address for gRPC calls to the sidecar, without a trailing slash.</summary>
    public string GrpcEndpoint => GrpcAddress ?? $"http://127.0.0.1:{GrpcPort}";

    /// <summary><see cref="CallTimeoutMs"/> as a span.</summary>
    public TimeSpan CallTimeout => TimeSpan.FromMilliseconds(CallTimeoutMs);
}
