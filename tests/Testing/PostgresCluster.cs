using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace SharedSequencer.Testing;

/// <summary>
/// A private PostgreSQL server on a free loopback port, with fsync as in production. Never more than one per test
/// process is needed: <see cref="SharedAsync"/> starts it when the first test asks, each test takes a database of its
/// own, and everything is gone when the process ends — killed or not (the next start removes a killed one's files).
/// </summary>
public sealed class PostgresCluster : IAsyncDisposable
{
    private const string User = "postgres";
    private const string Prefix = "sequencer-test-pg-";

    private static readonly Lazy<Task<PostgresCluster>> Shared = new(StartSharedAsync);
    private static readonly Lazy<int> Leftovers = new(RemoveLeftovers);

    private readonly string _root;
    private Process? _server;
    private int _databases;

    private PostgresCluster(string root, int port) => (_root, Port) = (root, port);

    /// <summary>TCP port on 127.0.0.1.</summary>
    public int Port { get; }

    private string Data => Path.Combine(_root, "data");

    private string Log => Path.Combine(_root, "log");

    /// <summary>The cluster of this test process.</summary>
    public static Task<PostgresCluster> SharedAsync() => Shared.Value;

    /// <summary>A cluster of its own, for a test that kills it.</summary>
    public static async Task<PostgresCluster> StartAsync(CancellationToken cancellationToken)
    {
        _ = Leftovers.Value;
        var root = Path.Combine(Path.GetTempPath(), $"{Prefix}{Environment.ProcessId}-{Guid.NewGuid():N}");
        Directory.CreateDirectory(root);
        if (Environment.IsPrivilegedProcess)
            await ChildProcesses.RunAsync("chown", [User, root], user: null, cancellationToken);
        var cluster = new PostgresCluster(root, Loopback.FreePort());
        await cluster.InitializeAsync(cancellationToken);
        await cluster.StartServerAsync(cancellationToken);
        return cluster;
    }

    /// <summary>Creates an empty database.</summary>
    /// <returns>Its connection string.</returns>
    public async Task<string> CreateDatabaseAsync(CancellationToken cancellationToken)
    {
        var name = $"test_{Interlocked.Increment(ref _databases)}";
        await using var admin = new NpgsqlConnection(ConnectionString("postgres"));
        await admin.OpenAsync(cancellationToken);
        await using var create = new NpgsqlCommand($"create database {name}", admin);
        await create.ExecuteNonQueryAsync(cancellationToken);
        return ConnectionString(name);
    }

    /// <summary>The server ends as by kill -9: the postmaster at once, its children when they notice.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        if (_server is null)
            return;
        _server.Kill();
        await _server.WaitForExitAsync(cancellationToken);
        _server.Dispose();
        _server = null;
    }

    /// <summary>Starts the server after <see cref="KillAsync"/>, on the same port with the same data.</summary>
    public async Task StartServerAsync(CancellationToken cancellationToken)
    {
        // A killed postmaster's children hold its shared memory for a moment; a new one then refuses to start.
        await Eventually.HoldsAsync(async token =>
        {
            if (_server is null || _server.HasExited)
                _server = await StartPostmasterAsync();
            return await AnswersAsync(token);
        }, $"PostgreSQL answers; its log: {Log}", cancellationToken);
    }

    /// <summary>Stops the server and deletes its files.</summary>
    public async ValueTask DisposeAsync()
    {
        await KillAsync(CancellationToken.None);
        Delete(_root);
    }

    private static async Task<PostgresCluster> StartSharedAsync()
    {
        var cluster = await StartAsync(CancellationToken.None);
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            cluster._server?.Kill();
            // Thousands of files: the test host would be taken for hanging while it deletes them itself.
            Process.Start("rm", ["-rf", cluster._root]).Dispose();
        };
        return cluster;
    }

    private static int RemoveLeftovers()
    {
        var removed = 0;
        foreach (var folder in Directory.GetDirectories(Path.GetTempPath(), Prefix + "*"))
        {
            var owner = Path.GetFileName(folder)[Prefix.Length..].Split('-')[0];
            if (!int.TryParse(owner, CultureInfo.InvariantCulture, out var process) || Path.Exists($"/proc/{process}"))
                continue;
            Delete(folder);
            removed++;
        }
        return removed;
    }

    private static void Delete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception busy) when (busy is IOException or UnauthorizedAccessException)
        {
            // Another test process removes it at the same time, or another user owns it: the next start tries again.
            Console.Error.WriteLine($"{folder} stays: {busy.Message}");
        }
    }

    private Task InitializeAsync(CancellationToken cancellationToken) => ChildProcesses.RunAsync(
        "sh",
        Logged("initdb", "--pgdata", Data, "--username", User, "--auth", "trust", "--no-sync",
            "--encoding", "UTF8", "--locale", "C"),
        User, cancellationToken);

    private Task<Process> StartPostmasterAsync() => ChildProcesses.StartAsync(
        "sh",
        Logged("postgres", "-D", Data, "-p", Port.ToString(CultureInfo.InvariantCulture),
            "-c", "listen_addresses=127.0.0.1", "-c", $"unix_socket_directories={_root}",
            "-c", "fsync=on", "-c", "max_connections=200", "-c", "shared_buffers=64MB"),
        User, deathSignal: "SIGQUIT");

    /// <summary>A server program whose output goes to the log; the shell is replaced by it.</summary>
    private string[] Logged(string program, params string[] arguments) =>
        ["-c", "log=$1; shift; exec \"$@\" >> \"$log\" 2>&1", "sh", Log, PostgresBinaries.Path(program), .. arguments];

    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = new NpgsqlConnection(ConnectionString("postgres") + ";Pooling=false");
            await connection.OpenAsync(cancellationToken);
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private string ConnectionString(string database) =>
        $"Host=127.0.0.1;Port={Port};Username={User};Database={database};Timeout=5";
}
