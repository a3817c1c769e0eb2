using SharedSequencer.Launcher.Runs;

namespace SharedSequencer.Launcher.Postgres;

/// <summary>Finds the newest PostgreSQL server on this machine.</summary>
internal static class PostgresPrograms
{
    private const string DebianFolder = "/usr/lib/postgresql";

    /// <summary>The folder with initdb and postgres, or null.</summary>
    public static string? Find()
    {
        var installed = Directory.Exists(DebianFolder)
            ? Directory.EnumerateDirectories(DebianFolder)
                .Where(folder => int.TryParse(Path.GetFileName(folder), out _))
                .OrderByDescending(folder => int.Parse(Path.GetFileName(folder)))
                .Select(folder => Path.Combine(folder, "bin"))
            : [];
        return installed.Concat(SearchPath.Folders).FirstOrDefault(folder =>
            File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres")));
    }

    /// <summary>The same, for those who cannot go on without it.</summary>
    public static string Require() =>
        Find() ?? throw new LocalMeshException("There is no PostgreSQL server; ./mesh doctor says how to get it.");
}
