using SharedSequencer.Launcher.Runs;

namespace SharedSequencer.Launcher.Sidecars;

/// <summary>The programs of a real Dapr installation.</summary>
/// <param name="Daprd">The sidecar.</param>
/// <param name="Placement">The placement service.</param>
/// <param name="Redis">The broker.</param>
public sealed record DaprPrograms(string Daprd, string Placement, string Redis)
{
    /// <summary>Environment variable by which <c>./mesh test --dapr DIR</c> tells the test projects.</summary>
    public const string FolderVariable = "SEQUENCER_DAPR_DIR";

    /// <summary>Looks for them.</summary>
    /// <param name="folder">Where the user says they are (<c>--dapr DIR</c>); null looks on PATH.</param>
    /// <returns>Null when nothing was asked for and nothing is there.</returns>
    /// <exception cref="LocalMeshException">They were asked for, or partly found, and something is missing.</exception>
    public static DaprPrograms? Find(string? folder)
    {
        var folders = folder is null ? SearchPath.Folders : [folder, Path.Combine(folder, "bin")];
        var daprd = SearchPath.FindIn(folders, "daprd");
        if (daprd is null && folder is null)
            return null;
        if (daprd is null)
            throw new LocalMeshException($"There is no daprd in {folder}.");
        var placement = SearchPath.FindIn(folders, "placement")
            ?? throw new LocalMeshException($"There is a daprd at {daprd}, but no placement beside it.");
        var redis = SearchPath.Find("redis-server")
            ?? throw new LocalMeshException("With daprd the broker is Redis: install redis-server.");
        return new DaprPrograms(daprd, placement, redis);
    }
}
