using Npgsql;
using SharedSequencer.Protocol;
using static SharedSequencer.Ordering.Journal.JournalSql;

namespace SharedSequencer.Ordering.Journal;

/// <summary>
/// Deletes what is not needed any more. A replay starts at the newest snapshot; the one before it is kept
/// too, and what lies behind that goes: older snapshots, votes, proposals, windows. A body also waits for the
/// window W, and for the archive or, where there is none, until it has been kept long enough.
/// </summary>
internal sealed class JournalHorizon(NpgsqlDataSource database, PostgresJournal journal)
{
    /// <summary>Rows of one deletion: keeps the lock on the fence short.</summary>
    private const int Rows = 5_000;

    /// <summary>Prunes as far as possible now.</summary>
    /// <param name="oldest">What the window of the newest state still reaches back to.</param>
    /// <param name="retained">Bodies of blocks before this need no archive; null when they always do.</param>
    /// <param name="cancel">Ends the deletion.</param>
    public async Task<PrunedJournal> Prune(ChainTime oldest, ChainTime? retained, CancellationToken cancel)
    {
        if (await FindReplayStart(cancel) is not { } start)
        {
            return default;
        }

        await DeleteBehind(start, cancel);
        if (await FindArchived(start.Height, oldest, retained ?? default, cancel) is not { } archived)
        {
            return default;
        }

        var bodies = await DeleteBodies(archived.Timestamp, cancel);
        return new PrunedJournal(new Height((ulong)archived.Height), bodies);
    }

    private async Task<ReplayStart?> FindReplayStart(CancellationToken cancel)
    {
        await using var select = database.Query(
            """
            select height, timestamp, view, epoch from final_blocks
            where height = (select height from snapshots order by height desc offset 1 limit 1)
            """);
        await using var row = await select.ExecuteReaderAsync(cancel);
        return await row.ReadAsync(cancel)
            ? new ReplayStart(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3))
            : null;
    }

    private async Task<(long Height, long Timestamp)?> FindArchived(
        long replayStart, ChainTime oldest, ChainTime retained, CancellationToken cancel)
    {
        await using var select = database.Query(
            """
            select height, timestamp from final_blocks
            where height <= $1 and timestamp < $2
              and (timestamp < $4 or height <= (select height from watermarks where name = $3))
            order by height desc limit 1
            """,
            replayStart,
            Number(oldest),
            nameof(Watermark.Archived),
            Number(retained));
        await using var row = await select.ExecuteReaderAsync(cancel);
        return await row.ReadAsync(cancel) ? (row.GetInt64(0), row.GetInt64(1)) : null;
    }

    /// <summary>
    /// A batch that expired before a block's time stands in that block's past or in no block at all: blocks
    /// after it hold none that had expired (R6).
    /// </summary>
    private async Task<int> DeleteBodies(long expiredBefore, CancellationToken cancel)
    {
        for (var bodies = 0; ;)
        {
            var delete = Command(
                "delete from batches where ctid in (select ctid from batches where not_after < $1 limit $2)",
                expiredBefore,
                Rows);
            await journal.Execute([delete], cancel);
            bodies += delete.RecordsAffected;
            if (delete.RecordsAffected < Rows)
            {
                return bodies;
            }
        }
    }

    private Task DeleteBehind(ReplayStart start, CancellationToken cancel) => journal.Execute(
        [
            Command("delete from votes where epoch = $1 and view < $2", start.Epoch, start.View),
            Command("delete from proposals where epoch = $1 and view < $2", start.Epoch, start.View),
            Command("delete from certificates where epoch = $1 and view < $2", start.Epoch, start.View),
            Command("delete from snapshots where height < $1", start.Height),
            Command("delete from placed where timestamp < $1", start.Timestamp - Window),
        ],
        cancel);

    private static long Window => (long)ProtocolDefaults.PlacedWindow.TotalMilliseconds;

    private readonly record struct ReplayStart(long Height, long Timestamp, long View, long Epoch);
}
