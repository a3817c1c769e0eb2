using System.Diagnostics;
using System.Runtime.InteropServices;
using Npgsql;
using SharedSequencer.DaprConformance.Tests.Support;

[assembly: AssemblyFixture(typeof(PostgresCluster))]

namespace SharedSequencer.DaprConformance.Tests.Support;

/// <summary>
/// A private PostgreSQL cluster in a temporary folder, one per test run. A shell holds it: when the test process dies,
/// however it dies, the shell's input ends and it stops the server.
/// </summary>
public sealed class PostgresCluster : IAsyncLifetime
{
    private const string Supervise =
        "\"$0\" -D \"$1\" -p \"$2\" -k \"$1\" -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=200 " +
        ">\"$1/log\" 2>&1 & server=$!; cat >/dev/null; kill -QUIT $server; wait $server; rm -rf \"$1\"";

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);
    private readonly string folder = Path.Combine(Path.GetTempPath(), $"dapr-conformance-{Guid.NewGuid():N}");
    private int databases;
    private Process? supervisor;

    public int Port { get; } = FreePort.Next();

    public async ValueTask InitializeAsync()
    {
        var binaries = FindBinaries();
        Directory.CreateDirectory(folder);
        if (IsRoot) await RunAsync("chown", "postgres:postgres", folder);
        await RunAsync("initdb", AsPostgres(
            Path.Combine(binaries, "initdb"), "-D", folder, "-U", "postgres", "-A", "trust", "--no-sync", "-E", "UTF8"));
        var command = AsPostgres("/bin/sh", "-c", Supervise, Path.Combine(binaries, "postgres"), folder, $"{Port}");
        supervisor = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardInput = true });
        await WaitUntilUpAsync();
    }

    /// <summary>Creates an empty database.</summary>
    /// <returns>Its connection string.</returns>
    public async Task<string> CreateDatabaseAsync(CancellationToken cancellationToken)
    {
        var name = $"test_{Interlocked.Increment(ref databases)}";
        await using var connection = new NpgsqlConnection(ConnectionString("postgres"));
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
        return ConnectionString(name);
    }

    public async ValueTask DisposeAsync()
    {
        if (supervisor is null) return;
        supervisor.StandardInput.Close();
        await supervisor.WaitForExitAsync(CancellationToken.None);
        supervisor.Dispose();
    }

    private static bool IsRoot => Environment.UserName == "root";

    private string ConnectionString(string database) =>
        $"Host=127.0.0.1;Port={Port};Username=postgres;Database={database};Maximum Pool Size=20";

    private async Task WaitUntilUpAsync()
    {
        var limit = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                await using var connection = new NpgsqlConnection(ConnectionString("postgres") + ";Pooling=false");
                await connection.OpenAsync();
                return;
            }
            catch (NpgsqlException) when (TimeProvider.System.GetElapsedTime(limit) < StartLimit)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, CancellationToken.None);
            }
        }
    }

    private static string[] AsPostgres(params string[] command) => IsRoot
        ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", .. command]
        : command;

    private static string FindBinaries()
    {
        Assert.True(RuntimeInformation.IsOSPlatform(OSPlatform.Linux), "the suite needs Linux");
        return Directory.EnumerateDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal)
            .Select(version => Path.Combine(version, "bin"))
            .Last(bin => File.Exists(Path.Combine(bin, "initdb")));
    }

    private static async Task RunAsync(string name, params string[] command)
    {
        var (file, arguments) = name == "chown" ? (name, command) : (command[0], command[1..]);
        using var process = Process.Start(new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true })!;
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
    }
}
