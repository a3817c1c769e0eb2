using System.Runtime.InteropServices;
using SharedSequencer.Launcher.Postgres;
using SharedSequencer.Launcher.Processes;
using SharedSequencer.Launcher.Runs;
using SharedSequencer.Launcher.Sidecars;
using SharedSequencer.Primitives;

namespace SharedSequencer.Launcher.Doctor;

/// <summary>Looks for everything the mesh needs.</summary>
internal sealed class Checkup(RepositoryLayout layout, string? daprFolder)
{
    /// <summary>All findings, in the order in which one would repair them.</summary>
    public IEnumerable<Finding> Run()
    {
        yield return Platform();
        yield return Found(".NET", RuntimeInformation.FrameworkDescription);
        yield return Program("setpriv", "apt-get install util-linux");
        yield return Program("setsid", "apt-get install util-linux");
        yield return Postgres();
        if (NativeMethods.EffectiveUserId() == 0)
            yield return PostgresUser();
        yield return Library();
        yield return Tool("anvil", layout.Anvil);
        yield return Tool("cast", layout.Cast);
        yield return Dapr();
    }

    private static Finding Platform()
    {
        var here = $"{RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}";
        return OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture == Architecture.X64
            ? Found("Linux x64", here)
            : new Finding(
                "Linux x64", FindingState.Missing, here, "use Debian or Ubuntu on x64; on Windows inside WSL2");
    }

    private static Finding Postgres() => PostgresPrograms.Find() is { } folder
        ? Found("PostgreSQL server", folder)
        : Missing("PostgreSQL server", "apt-get install postgresql-15 (or a newer one)");

    private static Finding PostgresUser() =>
        File.ReadLines("/etc/passwd").Any(line => line.StartsWith("postgres:", StringComparison.Ordinal))
            ? Found("user postgres", "runs the server, which refuses to run as root")
            : Missing("user postgres", "adduser --system --group postgres");

    private static Finding Library() => Secp256k1.Native is not null
        ? Found("libsecp256k1", Secp256k1.ChoiceReason)
        : new Finding(
            "libsecp256k1",
            FindingState.Optional,
            "signatures are checked by managed code, some twenty times slower",
            "apt-get install libsecp256k1-1");

    private Finding Dapr()
    {
        try
        {
            return DaprPrograms.Find(daprFolder) is { } programs
                ? Found("daprd", programs.Daprd)
                : new Finding(
                    "daprd",
                    FindingState.Optional,
                    "the stand-in takes its place",
                    "put daprd and placement 1.18 on PATH or give their folder with --dapr; install redis-server");
        }
        catch (LocalMeshException exception)
        {
            return new Finding("daprd", FindingState.Missing, "incomplete", exception.Message);
        }
    }

    private static Finding Program(string name, string remedy) =>
        SearchPath.Find(name) is { } path ? Found(name, path) : Missing(name, remedy);

    private static Finding Tool(string name, string path) =>
        File.Exists(path) ? Found(name, path) : Missing(name, "npm ci in shared/LocalMesh");

    private static Finding Found(string name, string detail) => new(name, FindingState.Present, detail, "");

    private static Finding Missing(string name, string remedy) =>
        new(name, FindingState.Missing, "not found", remedy);
}
