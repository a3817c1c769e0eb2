namespace SharedSequencer.Conventions.Tree;

/// <summary>The files of the repository, without what is built or downloaded.</summary>
internal static class SourceTree
{
    /// <summary>Folder of the solution.</summary>
    public static string Root { get; } = FindRoot();

    private static readonly HashSet<string> Skipped =
        ["bin", "obj", ".git", "node_modules", ".mesh", "TestResults", "BenchmarkDotNet.Artifacts", ".vs", ".idea", ".vscode"];

    private static readonly Lazy<IReadOnlyList<TreeFile>> All = new(() => [.. Walk(new DirectoryInfo(Root))]);

    private static readonly Lazy<IReadOnlyList<CSharpFile>> AllCSharp = new(() =>
        [.. Files.Where(file => file.Path.EndsWith(".cs", StringComparison.Ordinal)).Select(file => new CSharpFile(file))]);

    public static IReadOnlyList<TreeFile> Files => All.Value;

    public static IReadOnlyList<CSharpFile> CSharp => AllCSharp.Value;

    public static IEnumerable<TreeFile> Projects =>
        Files.Where(file => file.Path.EndsWith(".csproj", StringComparison.Ordinal));

    private static IEnumerable<TreeFile> Walk(DirectoryInfo folder)
    {
        foreach (var file in folder.EnumerateFiles())
            yield return new TreeFile(Path.GetRelativePath(Root, file.FullName));
        foreach (var inner in folder.EnumerateDirectories().Where(inner => !Skipped.Contains(inner.Name)))
        {
            foreach (var file in Walk(inner))
                yield return file;
        }
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "SharedSequencer.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("No SharedSequencer.sln above the test.");
    }
}
