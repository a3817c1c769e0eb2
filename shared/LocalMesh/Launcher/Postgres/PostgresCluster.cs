using System.Security.Cryptography;
using System.Text;
using Npgsql;
using SharedSequencer.Launcher.Processes;
using SharedSequencer.Launcher.Runs;

namespace SharedSequencer.Launcher.Postgres;

/// <summary>A private PostgreSQL cluster on loopback: its own folder, one role and database per user of it.</summary>
/// <remarks>PostgreSQL refuses to run as root, so then it runs as the user <c>postgres</c>. That user may not be
/// allowed into the run's folder (a clone below <c>/root</c>); the cluster then lives below <c>/var/tmp</c> and the
/// run's folder holds a link to it. Durability settings stay at PostgreSQL's defaults: what is measured is real.
/// </remarks>
public sealed class PostgresCluster
{
    /// <summary>Name of the full operator's cluster, and of its process on the mesh.</summary>
    public const string FullOperatorName = "postgres";

    private const string ServiceUser = "postgres";
    private const string Superuser = "postgres";

    private static readonly string[] FullOperatorSettings =
        ["-c", "max_connections=200", "-c", "shared_buffers=128MB"];

    // One client, one database: a machine holds many of these.
    private static readonly string[] BareValidatorSettings =
        ["-c", "max_connections=30", "-c", "shared_buffers=32MB"];


    private readonly string _programs = PostgresPrograms.Require();
    private readonly RunFolder _folder;
    private readonly string? _user = NativeMethods.EffectiveUserId() == 0 ? ServiceUser : null;
    private readonly string _entry;
    private readonly string _password;
    private readonly int _port;

    internal PostgresCluster(RunFolder folder, string name, int port, IReadOnlyList<string> databases)
    {
        Databases = databases;
        _folder = folder;
        _port = port;
        Name = name;
        _entry = Path.Combine(folder.Location, name);
        _password = ReadOrCreatePassword(Path.Combine(folder.Keys, "postgres-password"));
    }

    /// <summary>Name of the cluster and of its process on the mesh.</summary>
    public string Name { get; }

    // Behind the link, if it is one: the server's user cannot follow it.
    private string Home => Directory.ResolveLinkTarget(_entry, returnFinalTarget: true)?.FullName ?? _entry;

    private string DataFolder => Path.Combine(Home, "data");

    /// <summary>The databases to have, each with a role of the same name.</summary>
    internal IReadOnlyList<string> Databases { get; }

    /// <summary>Connection string of one database, with the role of the same name.</summary>
    public string ConnectionString(string database) => Build(database, database);

    /// <summary>Creates the cluster unless it is there.</summary>
    internal async Task CreateAsync(CancellationToken cancellation)
    {
        await PrepareLocationAsync(cancellation);
        if (Directory.Exists(DataFolder))
            return;
        var passwordFile = Path.Combine(Home, "initial-password");
        await WriteSecretAsync(passwordFile, cancellation);
        await GiveAwayAsync(passwordFile, cancellation);
        await OneShotCommand.RunAsync(
            [
                .. AsUser(), Path.Combine(_programs, "initdb"), "-D", DataFolder, "-U", Superuser,
                "-A", "scram-sha-256", $"--pwfile={passwordFile}", "--no-sync", "-E", "UTF8", "--locale=C.UTF-8",
            ],
            Home,
            cancellation);
        File.Delete(passwordFile);
    }

    /// <summary>How the server is started.</summary>
    internal ProcessSpec CreateSpec() => new()
    {
        Name = Name,
        Program = Path.Combine(_programs, "postgres"),
        Arguments =
        [
            "-D", DataFolder, "-p", $"{_port}", "-h", "127.0.0.1", "-k", DataFolder,
            .. Name == FullOperatorName ? FullOperatorSettings : BareValidatorSettings,
        ],
        WorkingFolder = Home,
        LogFile = Path.Combine(Home, "server.log"),
        User = _user,
        StopSignal = UnixSignal.Interrupt,
    };

    /// <summary>Whether the server takes connections.</summary>
    internal async Task<bool> IsReadyAsync(CancellationToken cancellation)
    {
        try
        {
            await using var connection = new NpgsqlConnection(Build("postgres", Superuser));
            await connection.OpenAsync(cancellation);
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    /// <summary>Creates the roles and databases that are not there yet.</summary>
    internal async Task CreateDatabasesAsync(CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(Build("postgres", Superuser));
        await connection.OpenAsync(cancellation);
        foreach (var name in Databases)
        {
            await using var exists = new NpgsqlCommand("SELECT 1 FROM pg_database WHERE datname = $1", connection);
            exists.Parameters.AddWithValue(name);
            if (await exists.ExecuteScalarAsync(cancellation) is not null)
                continue;
            await ExecuteAsync(connection, $"CREATE ROLE \"{name}\" LOGIN PASSWORD '{_password}'", cancellation);
            await ExecuteAsync(connection, $"CREATE DATABASE \"{name}\" OWNER \"{name}\"", cancellation);
        }
    }

    /// <summary>Throws a database away with all that is in it and creates it again, empty.</summary>
    internal async Task RecreateDatabaseAsync(string name, CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(Build("postgres", Superuser));
        await connection.OpenAsync(cancellation);
        await ExecuteAsync(connection, $"DROP DATABASE \"{name}\" WITH (FORCE)", cancellation);
        await ExecuteAsync(connection, $"CREATE DATABASE \"{name}\" OWNER \"{name}\"", cancellation);
    }

    /// <summary>Whether the server ended at once because processes of a killed predecessor were still there.
    /// </summary>
    internal static bool RefusedBecauseOfLeftovers(MeshProcess server) =>
        server.LogTail(3).Contains("still in use", StringComparison.Ordinal);

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static string ReadOrCreatePassword(string path)
    {
        if (!File.Exists(path))
            File.WriteAllText(path, RandomNumberGenerator.GetHexString(32, lowercase: true));
        return File.ReadAllText(path);
    }

    private string Build(string database, string role) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = _port,
        Database = database,
        Username = role,
        Password = _password,
        // Pools would keep connections of a server that was killed meanwhile.
        Pooling = role != Superuser,
    }.ConnectionString;

    private async Task PrepareLocationAsync(CancellationToken cancellation)
    {
        if (Directory.Exists(_entry))
            return;
        if (_user is null || await UserCanEnterAsync(_folder.Location, cancellation))
        {
            Directory.CreateDirectory(_entry);
        }
        else
        {
            var elsewhere = Directory.CreateDirectory($"/var/tmp/shared-sequencer-{Guid.NewGuid():N}");
            File.CreateSymbolicLink(_entry, elsewhere.FullName);
        }

        await GiveAwayAsync(Home, cancellation);
    }

    private async Task WriteSecretAsync(string path, CancellationToken cancellation)
    {
        await using var file = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        await file.WriteAsync(Encoding.ASCII.GetBytes(_password), cancellation);
    }

    private Task<bool> UserCanEnterAsync(string folder, CancellationToken cancellation) =>
        OneShotCommand.SucceedsAsync([.. AsUser(), "test", "-x", folder], "/", cancellation);

    private async Task GiveAwayAsync(string path, CancellationToken cancellation)
    {
        if (_user is not null)
            await OneShotCommand.RunAsync(["chown", $"{_user}:{_user}", path], "/", cancellation);
    }

    private string[] AsUser() =>
        _user is null ? [] : ["setpriv", $"--reuid={_user}", $"--regid={_user}", "--init-groups", "--"];
}
