namespace SharedSequencer.Testing;

/// <summary>Finds the server programs of PostgreSQL, which distributions keep off the PATH.</summary>
internal static class PostgresBinaries
{
    private const string Packaged = "/usr/lib/postgresql";

    private static readonly Lazy<string> Folder = new(Find);

    public static string Path(string program) => System.IO.Path.Combine(Folder.Value, program);

    private static string Find()
    {
        var versions = Directory.Exists(Packaged)
            ? Directory.GetDirectories(Packaged).OrderByDescending(VersionOf).Select(folder => $"{folder}/bin")
            : [];
        var onPath = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':');
        return versions.Concat(onPath).FirstOrDefault(folder => File.Exists(System.IO.Path.Combine(folder, "initdb")))
            ?? throw new InvalidOperationException("PostgreSQL's initdb was not found; './mesh doctor' tells how to get it.");
    }

    private static int VersionOf(string folder) =>
        int.TryParse(System.IO.Path.GetFileName(folder), out var version) ? version : 0;
}
