namespace SharedSequencer.Launcher.Sidecars;

/// <summary>What stands beside the services.</summary>
public enum SidecarKind
{
    /// <summary>The stand-in of this repository: one process, for development and tests.</summary>
    StandIn,

    /// <summary>Real daprd, one per service, with placement and Redis.</summary>
    Dapr,
}
