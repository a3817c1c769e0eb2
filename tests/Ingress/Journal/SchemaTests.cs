using Npgsql;
using SharedSequencer.Ingress.Journal;
using SharedSequencer.ServiceDefaults;
using SharedSequencer.Testing;

namespace SharedSequencer.Ingress.Tests.Journal;

/// <summary>Schema scripts over a journal that is in use.</summary>
public sealed class SchemaTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Refusals_of_before_get_the_position_of_the_last_entry_they_can_concern()
    {
        var cluster = await PostgresCluster.SharedAsync();
        await using var source = NpgsqlDataSource.Create(await cluster.CreateDatabaseAsync(Token));
        var scripts = SqlScript.FromAssembly(typeof(JournalWriter).Assembly);
        await SqlMigrator.MigrateAsync(source, [.. scripts.Where(script => script.Number == 1)], Token);
        await ExecuteAsync(source, """
            insert into entries select 1, p, h, 'a', p, 0, 0, 'r'
                from (values (1, 'once'::bytea), (2, 'twice'), (3, 'twice'), (4, 'taken')) e (p, h);
            insert into entries values (2, 7, 'once', 'a', 0, 0, 0, 'r');
            insert into refusals select 1, h, 1, 'r', 0 from (values ('once'::bytea), ('twice'), ('held')) r (h);
            """);

        await SqlMigrator.MigrateAsync(source, scripts, Token);

        Assert.Equal(["held 0", "once 1", "twice 3"], await ReadAsync(source));
        await ExecuteAsync(source, "insert into refusals values (1, 'twice', 1, 'again', 0, 9)");
        Assert.Equal(["held 0", "once 1", "twice 3", "twice 9"], await ReadAsync(source));
    }

    [Fact]
    public async Task Bundles_of_before_get_numbers_for_their_steps()
    {
        var cluster = await PostgresCluster.SharedAsync();
        await using var source = NpgsqlDataSource.Create(await cluster.CreateDatabaseAsync(Token));
        var scripts = SqlScript.FromAssembly(typeof(JournalWriter).Assembly);
        await SqlMigrator.MigrateAsync(source, [.. scripts.Where(script => script.Number < 8)], Token);
        await ExecuteAsync(source, """
            insert into entries select 0, p, h, 'a', 0, 0, 0, 'r' from (values (1, 'taken'::bytea), (2, 'in vain')) e (p, h);
            insert into refusals values (0, 'in vain', 1, 'not attested', 0, 2);
            insert into bundles values ('one', 'terms', 1), ('two', 'others', 2);
            insert into bundle_outcomes values (3, 'one', 11, 5, 0);
            """);

        await SqlMigrator.MigrateAsync(source, scripts, Token);

        await ExecuteAsync(source, "insert into bundles values ('two', 'others', 3)");
        await using var command = source.CreateCommand("""
            select string_agg(number || '/' || coalesce(dropped::text, '-'), ' ' order by position)
                || ' ' || (select number from bundle_outcomes) from bundles
            """);
        Assert.Equal("1/- 2/3 5/- 4", await command.ExecuteScalarAsync(Token));
    }

    [Fact]
    public async Task Looking_up_a_hash_forks_no_worker_however_large_the_table_seems()
    {
        var cluster = await PostgresCluster.SharedAsync();
        await using var source = NpgsqlDataSource.Create(await cluster.CreateDatabaseAsync(Token));
        await SqlMigrator.MigrateAsync(source, SqlScript.FromAssembly(typeof(JournalWriter).Assembly), Token);
        await ExecuteAsync(source, """
            insert into entries
                select 1, p, sha256(p::text::bytea), 'a', p, 0, 0, repeat('r', 120)::bytea from generate_series(1, 100000) p
            """);

        await using var command = source.CreateCommand("""
            set parallel_setup_cost = 0; set parallel_tuple_cost = 0; set min_parallel_table_scan_size = 0; set cpu_tuple_cost = 1;
            explain select * from entries where hash = 'absent'
            """);
        await using var row = await command.ExecuteReaderAsync(Token);
        var plan = new List<string>();
        while (await row.ReadAsync(Token)) plan.Add(row.GetString(0));
        Assert.Contains(plan, line => line.Contains("entries_hash", StringComparison.Ordinal));
        Assert.DoesNotContain(plan, line => line.Contains("Parallel", StringComparison.Ordinal));
    }

    private static async Task ExecuteAsync(NpgsqlDataSource source, string text)
    {
        await using var command = source.CreateCommand(text);
        await command.ExecuteNonQueryAsync(Token);
    }

    private static async Task<List<string>> ReadAsync(NpgsqlDataSource source)
    {
        var found = new List<string>();
        await using var command = source.CreateCommand(
            "select encode(hash, 'escape') || ' ' || position from refusals order by 1");
        await using var row = await command.ExecuteReaderAsync(Token);
        while (await row.ReadAsync(Token)) found.Add(row.GetString(0));
        return found;
    }
}
