using System.Data;
using Npgsql;

namespace SharedSequencer.ServiceDefaults;

/// <summary>
/// Brings a schema up to date: each script once, in order, in a transaction of its own together with the note that
/// it ran. Processes that start at the same time take turns. A database that a newer program has seen, or a script
/// that was changed after it ran, is refused rather than guessed at.
/// </summary>
public static class SqlMigrator
{
    /// <summary>Any constant will do, as long as every service uses the same.</summary>
    private const long LockKey = 0x5345_5155_454e_4345;

    private const string CreateTable = """
        create table if not exists schema_scripts (
            number     integer primary key,
            file_name  text not null,
            checksum   text not null,
            applied_at timestamptz not null default now())
        """;

    /// <summary>Applies what is missing.</summary>
    /// <param name="database">The database.</param>
    /// <param name="scripts">The whole schema, ascending.</param>
    /// <param name="cancellationToken">Ends the wait; the running script is rolled back.</param>
    /// <returns>The scripts that were applied now.</returns>
    /// <exception cref="SchemaMismatchException">The database's past is not the one the scripts tell.</exception>
    public static async Task<IReadOnlyList<SqlScript>> MigrateAsync(
        NpgsqlDataSource database, IReadOnlyList<SqlScript> scripts, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(scripts);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await ExecuteAsync(connection, $"select pg_advisory_lock({LockKey})", cancellationToken);
        try
        {
            await ExecuteAsync(connection, CreateTable, cancellationToken);
            var applied = await ReadAppliedAsync(connection, cancellationToken);
            RefuseOtherPast(applied, scripts);
            var missing = scripts.Where(script => !applied.ContainsKey(script.Number)).ToList();
            foreach (var script in missing)
                await ApplyAsync(connection, script, cancellationToken);
            return missing;
        }
        finally
        {
            await UnlockAsync(connection);
        }
    }

    private static async Task<Dictionary<int, (string FileName, string Checksum)>> ReadAppliedAsync(
        NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var applied = new Dictionary<int, (string, string)>();
        await using var command = new NpgsqlCommand(
            "select number, file_name, checksum from schema_scripts", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            applied[reader.GetInt32(0)] = (reader.GetString(1), reader.GetString(2));
        return applied;
    }

    private static void RefuseOtherPast(
        Dictionary<int, (string FileName, string Checksum)> applied, IReadOnlyList<SqlScript> scripts)
    {
        var known = scripts.ToDictionary(script => script.Number);
        foreach (var (number, past) in applied.OrderBy(entry => entry.Key))
        {
            if (!known.TryGetValue(number, out var script))
                throw new SchemaMismatchException($"{past.FileName} ran here and is unknown to this program.");
            if (script.Checksum != past.Checksum)
                throw new SchemaMismatchException($"{script.FileName} was changed after it ran here.");
        }
        var last = applied.Count == 0 ? int.MinValue : applied.Keys.Max();
        if (scripts.FirstOrDefault(script => script.Number < last && !applied.ContainsKey(script.Number)) is { } late)
            throw new SchemaMismatchException($"{late.FileName} came after later scripts had run here.");
    }

    private static async Task ApplyAsync(
        NpgsqlConnection connection, SqlScript script, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ExecuteAsync(connection, script.Text, cancellationToken);
        await using var note = new NpgsqlCommand(
            "insert into schema_scripts (number, file_name, checksum) values ($1, $2, $3)", connection)
        {
            Parameters =
            {
                new() { Value = script.Number },
                new() { Value = script.FileName },
                new() { Value = script.Checksum },
            },
        };
        await note.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static async Task ExecuteAsync(
        NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>A broken connection has lost the lock already, and a cancelled caller must still give it back.</summary>
    private static Task UnlockAsync(NpgsqlConnection connection) =>
        connection.FullState.HasFlag(ConnectionState.Open)
            ? ExecuteAsync(connection, $"select pg_advisory_unlock({LockKey})", CancellationToken.None)
            : Task.CompletedTask;
}
