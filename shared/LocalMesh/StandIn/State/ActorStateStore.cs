using Npgsql;
using SharedSequencer.StandIn.Actors;

namespace SharedSequencer.StandIn.State;

/// <summary>
/// Actor state in PostgreSQL, in the tables of daprd's state.postgresql v2:
/// key <c>appId||type||id||key</c>, value as JSON text in bytea, a random etag, no fencing of any kind.
/// </summary>
internal sealed class ActorStateStore(string connectionString) : IAsyncDisposable
{
    // daprd's own table and level, so that a database written here can be read by a real one.
    private const string Schema = """
        CREATE TABLE IF NOT EXISTS dapr_metadata (key text NOT NULL PRIMARY KEY, value text NOT NULL);
        CREATE TABLE IF NOT EXISTS state (
          key text NOT NULL PRIMARY KEY,
          value bytea NOT NULL,
          etag uuid NOT NULL DEFAULT gen_random_uuid(),
          created_at timestamp with time zone NOT NULL DEFAULT now(),
          updated_at timestamp with time zone,
          expires_at timestamp with time zone,
          row_id bigint GENERATED ALWAYS AS IDENTITY);
        CREATE INDEX IF NOT EXISTS state_expires_at_idx ON state (expires_at);
        INSERT INTO dapr_metadata (key, value) VALUES ('migrations-state-v2-', '2') ON CONFLICT (key) DO NOTHING;
        """;

    private const string Upsert = """
        INSERT INTO state (key, value, etag, expires_at) VALUES ($1, $2, gen_random_uuid(), NULL)
        ON CONFLICT (key) DO UPDATE
        SET value = $2, updated_at = now(), etag = gen_random_uuid(), expires_at = NULL
        """;

    private const string Delete = "DELETE FROM state WHERE key = $1";
    private const string Select =
        "SELECT value FROM state WHERE key = $1 AND (expires_at IS NULL OR expires_at >= now())";

    // Two sidecar processes may create the tables at the same moment; the lock makes one wait.
    private const string SchemaLock = "SELECT pg_advisory_xact_lock(7310)";

    private readonly NpgsqlDataSource source = NpgsqlDataSource.Create(
        new NpgsqlConnectionStringBuilder(connectionString)
        {
            MaxAutoPrepare = 8, AutoPrepareMinUsages = 2, NoResetOnClose = true,
        });
    private readonly SemaphoreSlim schemaTurn = new(1);
    private volatile bool schemaReady;

    /// <summary>Reads one key.</summary>
    /// <returns>The JSON text, or null when there is no such key.</returns>
    /// <exception cref="NpgsqlException">The database is unreachable.</exception>
    public async Task<byte[]?> ReadAsync(
        string appId, ActorAddress actor, string key, CancellationToken cancellationToken)
    {
        await EnsureSchemaAsync(cancellationToken);
        await using var command = source.CreateCommand(Select);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = FullKey(appId, actor, key) });
        return (byte[]?)await command.ExecuteScalarAsync(cancellationToken);
    }

    /// <summary>Applies all changes in one transaction and one round trip.</summary>
    /// <exception cref="NpgsqlException">The database is unreachable.</exception>
    public async Task WriteAsync(
        string appId, ActorAddress actor, List<StateChange> changes, CancellationToken cancellationToken)
    {
        if (changes.Count == 0) return;
        await EnsureSchemaAsync(cancellationToken);
        await using var batch = source.CreateBatch();
        foreach (var (key, value) in changes)
        {
            var command = batch.CreateBatchCommand();
            command.CommandText = value is null ? Delete : Upsert;
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = FullKey(appId, actor, key) });
            if (value is not null) command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = value });
            batch.BatchCommands.Add(command);
        }
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await source.DisposeAsync();
        schemaTurn.Dispose();
    }

    private static string FullKey(string appId, ActorAddress actor, string key) =>
        $"{appId}||{actor.Type}||{actor.Id}||{key}";

    private async Task EnsureSchemaAsync(CancellationToken cancellationToken)
    {
        if (schemaReady) return;
        await schemaTurn.WaitAsync(cancellationToken);
        try
        {
            if (schemaReady) return;
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await ExecuteAsync(connection, SchemaLock, cancellationToken);
            await ExecuteAsync(connection, Schema, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            schemaReady = true;
        }
        finally
        {
            schemaTurn.Release();
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
