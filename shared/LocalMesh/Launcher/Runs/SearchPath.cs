namespace SharedSequencer.Launcher.Runs;

/// <summary>The folders in which the system looks for programs.</summary>
internal static class SearchPath
{
    /// <summary>The folders of PATH, in order.</summary>
    public static IReadOnlyList<string> Folders { get; } =
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The program's full path, or null.</summary>
    public static string? Find(string program) => FindIn(Folders, program);

    /// <summary>The program's full path in the first of the folders that has it, or null.</summary>
    public static string? FindIn(IEnumerable<string> folders, string program) =>
        folders.Select(folder => Path.GetFullPath(Path.Combine(folder, program))).FirstOrDefault(File.Exists);
}
