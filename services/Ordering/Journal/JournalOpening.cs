using Npgsql;
using SharedSequencer.Primitives;

namespace SharedSequencer.Ordering.Journal;

/// <summary>
/// Takes the journal over: afterwards this process holds the highest fence, and whoever held one before can
/// write nothing more. A missing journal is created only when the operator says that there has never been one
/// (R19).
/// </summary>
internal static class JournalOpening
{
    /// <summary>Takes the next fence.</summary>
    /// <exception cref="JournalMissingException">There is none, and the options do not let it be
    /// created.</exception>
    /// <exception cref="JournalMismatchException">It belongs to someone else.</exception>
    public static async Task<OpenedJournal> Open(
        NpgsqlDataSource database, JournalOwner owner, JournalOptions options, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        if (options.Init)
        {
            await Create(connection, owner, options.Lost, cancel);
        }

        var opened = await TakeFence(connection, owner, cancel);
        await transaction.CommitAsync(cancel);
        return opened;
    }

    private static async Task Create(
        NpgsqlConnection connection, JournalOwner owner, bool lost, CancellationToken cancel)
    {
        await using var insert = new NpgsqlCommand(
            """
            insert into journal (network, validator, fence, abstaining) values ($1, $2, 0, $3)
            on conflict do nothing
            """,
            connection)
        {
            Parameters =
            {
                new() { Value = owner.Network.Value.ToArray() },
                new() { Value = owner.Validator.ToArray() },
                new() { Value = lost },
            },
        };
        await insert.ExecuteNonQueryAsync(cancel);
    }

    private static async Task<OpenedJournal> TakeFence(
        NpgsqlConnection connection, JournalOwner owner, CancellationToken cancel)
    {
        await using var update = new NpgsqlCommand(
            "update journal set fence = fence + 1 returning fence, network, validator, abstaining",
            connection);
        await using var row = await update.ExecuteReaderAsync(cancel);
        if (!await row.ReadAsync(cancel))
        {
            throw new JournalMissingException();
        }

        Require(row.GetFieldValue<byte[]>(1), owner.Network.Value.ToArray(), "network");
        Require(row.GetFieldValue<byte[]>(2), owner.Validator.ToArray(), "validator");
        return new OpenedJournal(row.GetInt64(0), row.GetBoolean(3));
    }

    private static void Require(byte[] journal, byte[] process, string what)
    {
        if (!journal.AsSpan().SequenceEqual(process))
        {
            throw new JournalMismatchException(
                $"its {what} is {Hex.Encode(journal)}, this one's {Hex.Encode(process)}");
        }
    }
}
