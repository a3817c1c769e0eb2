using Npgsql;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ordering.Journal;

/// <summary>
/// Commands with positional parameters, and the mapping of numbers that PostgreSQL has no unsigned type for.
/// </summary>
internal static class JournalSql
{
    public static NpgsqlBatchCommand Command(string text, params object[] values)
    {
        var command = new NpgsqlBatchCommand(text);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        return command;
    }

    public static long Number(Epoch epoch) => checked((long)epoch.Value);

    public static long Number(View view) => checked((long)view.Value);

    public static long Number(Height height) => checked((long)height.Value);

    /// <summary>Chain times beyond the range of a signed number are as good as its end.</summary>
    public static long Number(ChainTime time) => (long)Math.Min(time.Milliseconds, long.MaxValue);

    /// <summary>A query with positional parameters.</summary>
    public static NpgsqlCommand Query(this NpgsqlDataSource database, string text, params object[] values)
    {
        var command = database.CreateCommand(text);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        return command;
    }
}
