using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;
using SharedSequencer.Publisher.Drivers.Cursors;
using SharedSequencer.Publisher.Drivers.EvmRpc;
using SharedSequencer.ServiceDefaults;
using SharedSequencer.Testing;

namespace SharedSequencer.Publisher.Tests.Drivers.Cursors;

public sealed class DriverStoreTests : IAsyncLifetime
{
    private static readonly NodePosition Start = new(3, Keccak256.Hash([1]));

    private ServiceProvider _services = null!;
    private NpgsqlDataSource _database = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var cluster = await PostgresCluster.SharedAsync();
        _database = NpgsqlDataSource.Create(await cluster.CreateDatabaseAsync(Token));
        await SqlMigrator.MigrateAsync(_database, SqlScript.FromAssembly(typeof(DriverStore).Assembly), Token);
        _services = new ServiceCollection()
            .AddDbContextFactory<DriverContext>(options => options.UseNpgsql(_database))
            .BuildServiceProvider();
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task A_mapping_is_found_cut_and_started_anew()
    {
        var store = Store(1);
        Assert.Null(await store.LastAsync(Token));
        await store.RebaseAsync(Start, Token);
        foreach (var number in new[] { 1UL, 2UL, 3UL }) await store.RecordAsync(Block(number), [], [], Token);
        await Store(2).RebaseAsync(Start, Token);

        Assert.Equal(Block(3), await store.LastAsync(Token));
        Assert.Equal(Block(2), await store.AtMostAsync(2, Token));
        await store.TruncateAsync(1, Token);
        Assert.Equal(Block(1), await store.LastAsync(Token));
        await store.RebaseAsync(new NodePosition(9, Hash256.Zero), Token);
        Assert.Equal(new DrivenBlock(0, new NodePosition(9, Hash256.Zero)), await store.LastAsync(Token));
        Assert.Equal(new DrivenBlock(0, Start), await Store(2).LastAsync(Token));
    }

    [Fact]
    public async Task Cursor_and_reports_are_stored_together_or_not_at_all()
    {
        var store = Store(1);
        await store.RebaseAsync(Start, Token);
        await store.RecordAsync(Block(1), [new ExecutionReportRow { Payload = [1] }], [], Token);

        await Assert.ThrowsAsync<DbUpdateException>(
            () => store.RecordAsync(Block(1), [new ExecutionReportRow { Payload = [2] }], [], Token));

        Assert.Equal(1L, await CountAsync("select count(*) from execution_reports"));
    }

    [Fact]
    public async Task Of_the_old_mapping_some_stay_and_the_start_among_them()
    {
        var store = Store(1);
        await store.RebaseAsync(Start, Token);
        await CountAsync("""
            insert into driven_blocks select 1, n, n + 3, '\x01'::bytea || repeat('a', 31)::bytea
            from generate_series(1, 12500) as n returning 1::bigint
            """);

        await store.ThinOutAsync(12_500, Token);

        Assert.Equal(10_001L + 3L, await CountAsync("select count(*) from driven_blocks"));
        Assert.Equal(2_000UL, (await store.AtMostAsync(2_499, Token))!.Value.Number);
        Assert.Equal(new DrivenBlock(0, Start), await store.AtMostAsync(999, Token));
    }

    private static DrivenBlock Block(ulong number) =>
        new(number, new NodePosition(number + 3, Keccak256.Hash([(byte)number])));

    private DriverStore Store(ulong rollup) => new(
        _services.GetRequiredService<IDbContextFactory<DriverContext>>(), new RollupId(rollup));

    private async Task<long> CountAsync(string sql)
    {
        await using var command = _database.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync(Token))!;
    }
}
