using Npgsql;
using SharedSequencer.Ordering.Journal;
using SharedSequencer.ServiceDefaults;
using SharedSequencer.Testing;

namespace SharedSequencer.Ordering.Tests.Journal;

/// <summary>A database with the journal's schema on a real server.</summary>
internal static class JournalDatabase
{
    public static async Task<NpgsqlDataSource> Create(CancellationToken cancel) =>
        await Create(await PostgresCluster.SharedAsync(), cancel);

    public static async Task<NpgsqlDataSource> Create(PostgresCluster cluster, CancellationToken cancel)
    {
        var database = NpgsqlDataSource.Create(await cluster.CreateDatabaseAsync(cancel));
        await SqlMigrator.MigrateAsync(
            database, SqlScript.FromAssembly(typeof(PostgresJournal).Assembly), cancel);
        return database;
    }

    public static async Task<long> Count(
        this NpgsqlDataSource database, string table, CancellationToken cancel)
    {
        await using var command = database.CreateCommand($"select count(*) from {table}");
        return (long)(await command.ExecuteScalarAsync(cancel))!;
    }
}
