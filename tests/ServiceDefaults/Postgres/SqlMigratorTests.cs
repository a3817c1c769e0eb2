using Npgsql;
using SharedSequencer.Testing;

namespace SharedSequencer.ServiceDefaults.Tests.Postgres;

public sealed class SqlMigratorTests
{
    private static readonly SqlScript First = new(1, "0001_first.sql", "create table first (n bigint primary key);");
    private static readonly SqlScript Second = new(2, "0002_second.sql", "alter table first add column m bigint;");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Scripts_run_once_and_in_order()
    {
        await using var database = await EmptyDatabaseAsync();

        Assert.Equal([First, Second], await SqlMigrator.MigrateAsync(database, [First, Second], Token));
        Assert.Empty(await SqlMigrator.MigrateAsync(database, [First, Second], Token));
        await ExecuteAsync(database, "insert into first (n, m) values (1, 2)");
    }

    [Fact]
    public async Task A_later_program_adds_only_its_new_scripts()
    {
        await using var database = await EmptyDatabaseAsync();
        await SqlMigrator.MigrateAsync(database, [First], Token);

        Assert.Equal([Second], await SqlMigrator.MigrateAsync(database, [First, Second], Token));
    }

    [Fact]
    public async Task A_script_that_changed_after_it_ran_is_refused()
    {
        await using var database = await EmptyDatabaseAsync();
        await SqlMigrator.MigrateAsync(database, [First], Token);

        var refusal = await Assert.ThrowsAsync<SchemaMismatchException>(
            () => SqlMigrator.MigrateAsync(database, [First with { Text = "select 1" }, Second], Token));
        Assert.Contains("0001_first.sql was changed", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_a_newer_program_has_seen_is_refused()
    {
        await using var database = await EmptyDatabaseAsync();
        await SqlMigrator.MigrateAsync(database, [First, Second], Token);

        await Assert.ThrowsAsync<SchemaMismatchException>(() => SqlMigrator.MigrateAsync(database, [First], Token));
    }

    [Fact]
    public async Task A_script_that_comes_before_one_that_ran_is_refused()
    {
        await using var database = await EmptyDatabaseAsync();
        await SqlMigrator.MigrateAsync(database, [Second with { Text = "select 1" }], Token);

        var scripts = new[] { First, Second with { Text = "select 1" } };
        await Assert.ThrowsAsync<SchemaMismatchException>(() => SqlMigrator.MigrateAsync(database, scripts, Token));
    }

    [Fact]
    public async Task A_failing_script_leaves_nothing_behind_and_can_be_mended()
    {
        await using var database = await EmptyDatabaseAsync();
        var broken = Second with { Text = "create table half (n int); select no_such_function();" };

        await Assert.ThrowsAsync<PostgresException>(() => SqlMigrator.MigrateAsync(database, [First, broken], Token));

        Assert.Equal([Second], await SqlMigrator.MigrateAsync(database, [First, Second], Token));
        await Assert.ThrowsAsync<PostgresException>(() => ExecuteAsync(database, "select * from half"));
    }

    [Fact]
    public async Task Processes_that_start_together_take_turns()
    {
        await using var database = await EmptyDatabaseAsync();

        var applied = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => SqlMigrator.MigrateAsync(database, [First, Second], Token)));

        Assert.Equal(2, applied.Sum(scripts => scripts.Count));
    }

    [Fact]
    public void Line_ends_do_not_change_a_checksum()
    {
        var unix = new SqlScript(1, "0001_a.sql", "select 1;\nselect 2;\n");
        var windows = new SqlScript(1, "0001_a.sql", "select 1;\r\nselect 2;\r\n");

        Assert.Equal(unix.Checksum, windows.Checksum);
    }

    private static async Task<NpgsqlDataSource> EmptyDatabaseAsync()
    {
        var cluster = await PostgresCluster.SharedAsync();
        return NpgsqlDataSource.Create(await cluster.CreateDatabaseAsync(Token));
    }

    private static async Task ExecuteAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Token);
    }
}
