namespace SharedSequencer.ServiceDefaults;

/// <summary>The loopback port of <c>/metrics</c>; registered only when it is configured.</summary>
/// <param name="Port">TCP port; 0 takes any free one.</param>
internal sealed record MetricsEndpoint(int Port)
{
    /// <summary>Setting that names the port.</summary>
    public const string PortSetting = "Metrics:Port";
}
