namespace SharedSequencer.Launcher.Topologies;

/// <summary>How a service of the topology is run.</summary>
public enum ServiceKind
{
    /// <summary>A .NET project of this repository; gets a sidecar, a database and the mesh's configuration.</summary>
    Project,

    /// <summary>Any other program, with the arguments the file gives.</summary>
    Executable,

    /// <summary>An image name that LocalMesh knows how to run without a container: <c>postgres</c>.</summary>
    Image,
}
