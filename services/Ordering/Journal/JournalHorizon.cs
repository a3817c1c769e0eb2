using Npgsql;
using SharedSequencer.Protocol;
using static SharedSequencer.Ordering.Journal.JournalSql;

namespace SharedSequencer.Ordering.Journal;

/// <summary>
/// Finds the height up to which bodies are not needed any more and deletes them. A body is needed until the
/// archive holds it, and for a replay from the older of the two newest snapshots.
/// </summary>
internal sealed class JournalHorizon(NpgsqlDataSource database, PostgresJournal journal)
{
    /// <summary>Rows of one deletion: keeps the lock on the fence short.</summary>
    private const int Rows = 5_000;

    public async Task<PrunedJournal> Prune(ChainTime oldest, CancellationToken cancel)
    {
        if (await Find(oldest, cancel) is not { } horizon)
        {
            return default;
        }

        var bodies = 0;
        for (var deleted = Rows; deleted == Rows; bodies += deleted)
        {
            deleted = await DeleteBodies(horizon, cancel);
        }

        await DeleteRest(horizon, cancel);
        return new PrunedJournal(new Height((ulong)horizon.Height), bodies);
    }

    private async Task<Horizon?> Find(ChainTime oldest, CancellationToken cancel)
    {
        await using var select = database.Query(
            """
            with kept as (select height from snapshots order by height desc offset 1 limit 1)
            select final.height, final.timestamp, final.view, final.epoch, kept.height
            from final_blocks as final, kept
            where final.height <= kept.height
              and final.height <= (select height from watermarks where name = $1)
              and final.timestamp < $2
            order by final.height desc limit 1
            """,
            nameof(Watermark.Archived),
            Number(oldest));
        await using var row = await select.ExecuteReaderAsync(cancel);
        return await row.ReadAsync(cancel)
            ? new Horizon(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4))
            : null;
    }

    /// <summary>
    /// A batch that expired before a block's time stands in that block's past or in no block at all: blocks
    /// after it hold none that had expired (R6).
    /// </summary>
    private async Task<int> DeleteBodies(Horizon horizon, CancellationToken cancel)
    {
        var delete = Command(
            "delete from batches where ctid in (select ctid from batches where not_after < $1 limit $2)",
            horizon.Timestamp,
            Rows);
        await journal.Execute([delete], cancel);
        return delete.RecordsAffected;
    }

    private Task DeleteRest(Horizon horizon, CancellationToken cancel) => journal.Execute(
        [
            Command("delete from votes where epoch = $1 and view < $2", horizon.Epoch, horizon.View),
            Command("delete from proposals where epoch = $1 and view < $2", horizon.Epoch, horizon.View),
            Command("delete from snapshots where height < $1", horizon.Snapshot),
            Command(
                """
                delete from placed
                where timestamp < (select timestamp from final_blocks where height = $1) - $2
                """,
                horizon.Snapshot,
                (long)ProtocolDefaults.PlacedWindow.TotalMilliseconds),
        ],
        cancel);

    private sealed record Horizon(long Height, long Timestamp, long View, long Epoch, long Snapshot);
}
