using Npgsql;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ordering.Journal;

/// <summary>
/// The journal of the process that holds <paramref name="fence"/>. A write is one round trip: a batch of
/// statements without an explicit transaction is one implicit transaction on the server, so a process that
/// stops in the middle leaves nothing open behind it.
/// </summary>
internal sealed class PostgresJournal(NpgsqlDataSource database, long fence) : IJournal
{
    private const string FencedState = "SQ001";

    public long Fence { get; } = fence;

    public async Task Commit(JournalWrite write, CancellationToken cancel)
    {
        if (write.IsEmpty)
        {
            return;
        }

        var inserts = JournalInserts.Of(write);
        await Execute([.. inserts.Select(insert => insert.Command)], cancel);
        foreach (var insert in inserts.Where(insert => insert.Command.RecordsAffected < insert.Rows))
        {
            await RequireSame(insert, cancel);
        }
    }

    /// <summary>Remembers how far something outside has come, e.g. dispatch. Never moves back.</summary>
    public Task Mark(Watermark watermark, Height height, CancellationToken cancel) => Execute(
        [
            JournalSql.Command(
                """
                insert into watermarks (name, height) values ($1, $2)
                on conflict (name) do update set height = greatest(watermarks.height, excluded.height)
                """,
                watermark.ToString(),
                JournalSql.Number(height)),
        ],
        cancel);

    /// <summary>How far something outside has come; 0 when it has not begun.</summary>
    public async Task<Height> Read(Watermark watermark, CancellationToken cancel)
    {
        await using var select = database.Query(
            "select height from watermarks where name = $1", watermark.ToString());
        return await select.ExecuteScalarAsync(cancel) is long height ? new Height((ulong)height) : default;
    }

    /// <summary>Runs statements in one fenced transaction.</summary>
    internal async Task Execute(IReadOnlyList<NpgsqlBatchCommand> commands, CancellationToken cancel)
    {
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(JournalSql.Command("select require_fence($1)", Fence));
        foreach (var command in commands)
        {
            batch.BatchCommands.Add(command);
        }

        try
        {
            await batch.ExecuteNonQueryAsync(cancel);
        }
        catch (PostgresException refused) when (refused.SqlState == FencedState)
        {
            throw new JournalFencedException(Fence, refused);
        }
    }

    /// <summary>Rows that were there already must be the same: then this write is a repeat.</summary>
    private async Task RequireSame(JournalInsert insert, CancellationToken cancel)
    {
        await using var count = database.CreateCommand(insert.CountSame);
        foreach (NpgsqlParameter parameter in insert.Command.Parameters)
        {
            count.Parameters.Add(parameter.Clone());
        }

        if ((long)(await count.ExecuteScalarAsync(cancel))! != insert.Rows)
        {
            throw new JournalConflictException(insert.What);
        }
    }
}
