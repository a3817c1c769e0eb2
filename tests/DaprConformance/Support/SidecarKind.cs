namespace SharedSequencer.DaprConformance.Tests.Support;

/// <summary>Which sidecar a case runs against.</summary>
public enum SidecarKind
{
    /// <summary>The stand-in of this repository.</summary>
    StandIn,

    /// <summary>Real daprd and its control plane, from the folder named by SEQUENCER_DAPR_DIR.</summary>
    Daprd,
}
