using System.ComponentModel.DataAnnotations;

namespace SharedSequencer.StandIn.Hosting;

/// <summary>One app and the ports of its sidecar, all on loopback.</summary>
internal sealed class AppOptions
{
    /// <summary>Dapr app id.</summary>
    [Required]
    public string AppId { get; set; } = "";

    /// <summary>Port on which the app listens; it may start before or after the stand-in.</summary>
    [Range(1, 65535)]
    public int AppPort { get; set; }

    /// <summary>HTTP/1.1 port of the sidecar; 0 takes a free one.</summary>
    [Range(0, 65535)]
    public int HttpPort { get; set; }

    /// <summary>h2c gRPC port of the sidecar; 0 takes a free one.</summary>
    [Range(0, 65535)]
    public int GrpcPort { get; set; }
}
