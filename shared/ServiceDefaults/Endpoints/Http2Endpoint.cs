namespace SharedSequencer.ServiceDefaults;

/// <summary>A port that speaks HTTP/2 without TLS (gRPC).</summary>
/// <param name="PortSetting">Configuration key that holds the port; 0 takes any free one.</param>
internal sealed record Http2Endpoint(string PortSetting);
