using SharedSequencer.Launcher.Runs;

namespace SharedSequencer.Launcher.Tests;

/// <summary>A test project below <c>tests/</c>.</summary>
/// <param name="Name">Name of its folder.</param>
/// <param name="Assembly">What it builds to.</param>
internal sealed record TestProject(string Name, string Assembly)
{
    private const string RunnerAssembly = "xunit.v3.core.dll";

    // These start whole meshes: they run last, when nothing else wants the machine.
    private static readonly string[] Heavy = ["LocalMesh", "DaprConformance", "Mesh", "EndToEnd"];

    /// <summary>What a filter means: the project of that name, or else all of them, heavy ones last.</summary>
    /// <param name="layout">The working copy.</param>
    /// <param name="filter">Name of a project, or anything else.</param>
    /// <param name="isName">Whether the filter was the name of a project.</param>
    /// <exception cref="LocalMeshException">One of them was not built.</exception>
    public static IReadOnlyList<TestProject> Select(RepositoryLayout layout, string? filter, out bool isName)
    {
        var all = Directory
            .EnumerateFiles(Path.Combine(layout.Root, "tests"), "*.csproj", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(layout.Root, file))
            .Select(file => new TestProject(
                Path.GetFileName(Path.GetDirectoryName(file)!), layout.AssemblyOf(file)))
            .ToList();
        var named = all.Where(p => p.Name.Equals(filter, StringComparison.OrdinalIgnoreCase)).ToList();
        isName = named.Count > 0;
        var selected = isName ? named : all;
        var missing = selected.Where(p => !File.Exists(p.Assembly)).Select(p => p.Name).ToList();
        if (missing.Count > 0)
            throw new LocalMeshException($"These test projects were not built: {string.Join(", ", missing)}.");
        return [.. selected.Where(HasRunner).OrderBy(p => Array.IndexOf(Heavy, p.Name)).ThenBy(p => p.Name)];
    }

    // Libraries for tests and benchmarks stand below tests/ too.
    private static bool HasRunner(TestProject project) =>
        File.Exists(Path.Combine(Path.GetDirectoryName(project.Assembly)!, RunnerAssembly));
}
