namespace SharedSequencer.Launcher.Runs;

/// <summary>Where things are in the working copy that this launcher was built in.</summary>
public sealed class RepositoryLayout
{
    private readonly string _outputTail;

    private RepositoryLayout(string root, string outputTail)
    {
        Root = root;
        _outputTail = outputTail;
    }

    /// <summary>The top folder, which holds tye.yaml.</summary>
    public string Root { get; }

    /// <summary>The topology file.</summary>
    public string TopologyFile => Path.Combine(Root, "tye.yaml");

    /// <summary>Where runs keep their data unless told otherwise.</summary>
    public string DataFolder => Path.Combine(Root, ".mesh");

    /// <summary>The anvil program.</summary>
    public string Anvil => Tool("anvil");

    /// <summary>The cast program.</summary>
    public string Cast => Tool("cast");

    /// <summary>The stand-in for the Dapr sidecars.</summary>
    public string StandInAssembly => ProgramOf(Path.Combine("shared", "LocalMesh", "StandIn", "StandIn.csproj"));

    /// <summary>Finds the working copy above the folder of the running program.</summary>
    /// <exception cref="LocalMeshException">The program was moved out of its working copy.</exception>
    public static RepositoryLayout Find() => Find(AppContext.BaseDirectory);

    internal static RepositoryLayout Find(string programFolder)
    {
        for (var folder = new DirectoryInfo(programFolder); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "tye.yaml")))
                return new RepositoryLayout(folder.FullName, OutputTail(programFolder));
        }

        throw new LocalMeshException("The launcher has to run from within the working copy: no tye.yaml above it.");
    }

    /// <summary>The assembly that a project file builds to, in the launcher's own configuration.</summary>
    public string AssemblyOf(string projectFile) => Built(projectFile, "");

    /// <summary>The assembly of a program of the mesh as a build publishes it: compiled ahead of time.</summary>
    public string ProgramOf(string projectFile) => Built(projectFile, "publish");

    private string Built(string projectFile, string subfolder)
    {
        var folder = Path.Combine(Root, Path.GetDirectoryName(projectFile) ?? "");
        var name = Path.GetFileNameWithoutExtension(projectFile);
        return Path.Combine(folder, "bin", _outputTail, subfolder, $"SharedSequencer.{name}.dll");
    }

    // .../bin/Release/net10.0/ -> Release/net10.0
    private static string OutputTail(string programFolder)
    {
        var framework = new DirectoryInfo(programFolder.TrimEnd('/'));
        return Path.Combine(framework.Parent?.Name ?? "", framework.Name);
    }

    private string Tool(string name) =>
        Path.Combine(Root, "shared", "LocalMesh", "node_modules", "@foundry-rs", $"{name}-linux-amd64", "bin", name);
}
