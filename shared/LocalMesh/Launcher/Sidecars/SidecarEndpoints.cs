namespace SharedSequencer.Launcher.Sidecars;

/// <summary>One service and the ports of its sidecar, all on loopback.</summary>
/// <param name="AppId">The service.</param>
/// <param name="AppPort">Where the sidecar calls the service.</param>
/// <param name="HttpPort">HTTP/1.1 port of the sidecar.</param>
/// <param name="GrpcPort">gRPC port of the sidecar.</param>
/// <param name="InternalPort">Port for other sidecars; the stand-in needs none.</param>
public sealed record SidecarEndpoints(string AppId, int AppPort, int HttpPort, int GrpcPort, int InternalPort);
