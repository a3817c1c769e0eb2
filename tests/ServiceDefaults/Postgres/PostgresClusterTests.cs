using Npgsql;
using SharedSequencer.Testing;

namespace SharedSequencer.ServiceDefaults.Tests.Postgres;

public sealed class PostgresClusterTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_committed_survives_a_killed_server()
    {
        await using var cluster = await PostgresCluster.StartAsync(Token);
        await using var database = NpgsqlDataSource.Create(await cluster.CreateDatabaseAsync(Token));
        await ExecuteAsync(database, "create table kept as select 42 as n");

        await cluster.KillAsync(Token);
        await cluster.StartServerAsync(Token);

        database.Clear();
        await using var command = database.CreateCommand("select n from kept");
        Assert.Equal(42, await command.ExecuteScalarAsync(Token));
    }

    private static async Task ExecuteAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Token);
    }
}
