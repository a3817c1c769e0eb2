using SharedSequencer.Conventions.Tree;

namespace SharedSequencer.Conventions.Layout;

public sealed class RootTests
{
    private static readonly HashSet<string> Allowed =
    [
        "services", "shared", "tests", "components", "k8s", "tye.yaml", "SharedSequencer.sln", "README.md", "mesh",
        "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "global.json", ".editorconfig", ".gitignore",
        ".gitattributes", "LICENSE", ".ci",
        // Never committed.
        ".git", ".mesh", "TestResults", "BenchmarkDotNet.Artifacts", ".vs", ".idea", ".vscode", "node_modules",
    ];

    [Fact]
    public void The_top_level_holds_only_what_belongs_there() => Offences.None(
        Directory.EnumerateFileSystemEntries(SourceTree.Root).Select(entry => Path.GetFileName(entry)!)
            .Where(entry => !Allowed.Contains(entry)),
        "Files stand beside what they describe, not at the top.");

    [Fact]
    public void Every_project_folder_says_what_belongs_into_it() => Offences.None(
        from project in SourceTree.Projects
        where !HasReadme(project.Folder) && !(IsNested(project.Folder) && HasReadme(Path.GetDirectoryName(project.Folder)!))
        select $"{project.Folder}/README.md",
        "Missing: what belongs here, how it works, deviations from the design with the reason.");

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = File.ReadAllText(Path.Combine(SourceTree.Root, "SharedSequencer.sln"));
        Offences.None(
            SourceTree.Projects.Select(project => project.Path)
                .Where(path => !solution.Contains(path.Replace('/', '\\'), StringComparison.Ordinal)),
            "A project that is not in the solution is never built.");
    }

    [Fact]
    public void Nothing_names_the_machine_it_was_written_on()
    {
        // In pieces, so that this file does not find itself.
        string[] places = ["/" + "work/", "/" + "home/", "/" + "root/", "/" + "Users/", "npm" + "probe"];
        string[] hosts = ["registry" + ".npmjs", "arti" + "factory", "nexus" + ".", "pkgs.dev" + ".azure", "_proxy" + "="];
        Offences.None(
            from file in SourceTree.Files
            where file.IsText()
            from sign in places.Concat(hosts)
            where file.Text.Contains(sign, StringComparison.Ordinal) && !IsPartOfAPath(file.Text, sign)
            select $"{file.Path}: {sign}",
            "No path of one machine and no package host in the tree: whoever builds has their own.");
    }

    private static bool HasReadme(string folder) =>
        SourceTree.Files.Any(file => file.Path == Path.Combine(folder, "README.md"));

    /// <summary>Whether the folder is one of a group, as LocalMesh's: one README may tell of all.</summary>
    private static bool IsNested(string folder) => folder.Count(letter => letter == '/') > 1;

    /// <summary>Whether every occurrence continues a longer path, as in <c>services/home/</c>.</summary>
    private static bool IsPartOfAPath(string text, string sign)
    {
        for (var at = text.IndexOf(sign, StringComparison.Ordinal); at >= 0;
            at = text.IndexOf(sign, at + 1, StringComparison.Ordinal))
        {
            if (sign[0] != '/' || at == 0 || !(char.IsLetterOrDigit(text[at - 1]) || text[at - 1] is '.' or '_' or '-' or '}'))
                return false;
        }
        return true;
    }
}
