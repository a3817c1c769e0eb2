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
    /// <exception cref="JournalMissingException">There is none, and <paramref name="init"/> is
    /// false.</exception>
    /// <exception cref="JournalMismatchException">It belongs to someone else.</exception>
    public static async Task<long> Open(
        NpgsqlDataSource database, JournalOwner owner, bool init, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        if (init)
        {
            await Create(connection, owner, cancel);
        }

        var fence = await TakeFence(connection, owner, cancel);
        await transaction.CommitAsync(cancel);
        return fence;
    }

    private static async Task Create(
        NpgsqlConnection connection, JournalOwner owner, CancellationToken cancel)
    {
        await using var insert = new NpgsqlCommand(
            "insert into journal (network, validator, fence) values ($1, $2, 0) on conflict do nothing",
            connection)
        {
            Parameters =
            {
                new() { Value = owner.Network.Value.ToArray() },
                new() { Value = owner.Validator.ToArray() },
            },
        };
        await insert.ExecuteNonQueryAsync(cancel);
    }

    private static async Task<long> TakeFence(
        NpgsqlConnection connection, JournalOwner owner, CancellationToken cancel)
    {
        await using var update = new NpgsqlCommand(
            "update journal set fence = fence + 1 returning fence, network, validator", connection);
        await using var row = await update.ExecuteReaderAsync(cancel);
        if (!await row.ReadAsync(cancel))
        {
            throw new JournalMissingException();
        }

        Require(row.GetFieldValue<byte[]>(1), owner.Network.Value.ToArray(), "network");
        Require(row.GetFieldValue<byte[]>(2), owner.Validator.ToArray(), "validator");
        return row.GetInt64(0);
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
