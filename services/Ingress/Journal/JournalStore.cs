using Npgsql;

namespace SharedSequencer.Ingress.Journal;

/// <summary>The journal's connection for writing. One round trip per commit: all statements travel together.</summary>
internal sealed class JournalStore(NpgsqlDataSource source)
{
    private const string FencedState = "SQ001";
    private NpgsqlConnection? _connection;
    private long _fence;

    /// <summary>
    /// Takes the fence, which shuts out any older writer. Returns the number of the last group that landed.
    /// </summary>
    public async Task<long> OpenAsync(CancellationToken cancellationToken)
    {
        await using var take = source.CreateCommand("update writer set fence = fence + 1 returning fence, last_group");
        await using var reader = await take.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        _fence = reader.GetInt64(0);
        return reader.GetInt64(1);
    }

    public async Task CommitAsync(JournalGroup group, CancellationToken cancellationToken)
    {
        _connection ??= await source.OpenConnectionAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(_connection);
        JournalStatements.Build(group, _fence, batch);
        try
        {
            // Known texts are prepared already and cost no round trip; parsing and planning cost more than inserting.
            await batch.PrepareAsync(cancellationToken);
            await batch.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (PostgresException refused) when (refused.SqlState == FencedState)
        {
            throw new JournalFencedException(refused);
        }
    }

    /// <summary>
    /// After a broken connection: whether the group had become durable all the same. Group numbers say nothing under
    /// another's fence, because that process counts on from where it found the journal.
    /// </summary>
    /// <exception cref="JournalFencedException">Another process has taken the journal over.</exception>
    public async Task<bool> HasCommittedAsync(long number, CancellationToken cancellationToken)
    {
        _connection ??= await source.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand("select fence, last_group from writer", _connection);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        if (row.GetInt64(0) != _fence) throw new JournalFencedException(null);
        return row.GetInt64(1) >= number;
    }

    public async Task ReleaseWriterAsync()
    {
        var connection = _connection;
        _connection = null;
        if (connection is not null) await connection.DisposeAsync();
    }

    /// <summary>The database is away or broke off; the statement itself is not at fault.</summary>
    public static bool IsTransient(Exception failure) => failure switch
    {
        PostgresException refused => refused.IsTransient || refused.SqlState.StartsWith("57P", StringComparison.Ordinal),
        NpgsqlException or System.Net.Sockets.SocketException or TimeoutException or IOException => true,
        _ => false,
    };
}
