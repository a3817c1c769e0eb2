using Microsoft.AspNetCore.Builder;

namespace SharedSequencer.ServiceDefaults;

/// <summary>Marks an endpoint that nobody but the own sidecar may call: subscriptions and actors.</summary>
public sealed class SidecarOnly
{
    private SidecarOnly()
    {
    }

    /// <summary>The mark, to be added as endpoint metadata.</summary>
    public static SidecarOnly Instance { get; } = new();
}
