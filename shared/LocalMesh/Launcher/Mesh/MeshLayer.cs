namespace SharedSequencer.Launcher.Mesh;

/// <summary>The order of starting; stopping goes the other way round.</summary>
public enum MeshLayer
{
    /// <summary>PostgreSQL.</summary>
    Storage,

    /// <summary>Sidecars and broker.</summary>
    Sidecars,

    /// <summary>Nodes of the demo rollups.</summary>
    Rollups,

    /// <summary>The services of this repository.</summary>
    Services,
}
