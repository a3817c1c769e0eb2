using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;
using SharedSequencer.Publisher.Archive;
using SharedSequencer.Publisher.Drivers.Cursors;
using SharedSequencer.Publisher.Drivers.EvmRpc;
using SharedSequencer.Publisher.Reporting;
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
        foreach (var number in new[] { 1UL, 2UL, 3UL }) await store.RecordAsync([new BlockRecord(Block(number), [], [])], Token);
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
    public async Task Blocks_recorded_together_are_stored_in_order_or_not_at_all()
    {
        var store = Store(1);
        await store.RebaseAsync(Start, Token);
        await store.RecordAsync([Reported(1), Reported(2), Reported(3)], Token);

        await Assert.ThrowsAsync<DbUpdateException>(() => store.RecordAsync([Reported(4), Reported(5), Reported(3)], Token));

        Assert.Equal(Block(3), await store.LastAsync(Token));
        Assert.Equal(3L, await CountAsync("select count(*) from execution_reports"));
        Assert.Equal(
            3L, await CountAsync("select count(*) from (select payload, row_number() over (order by id) as place from execution_reports) "
                + "as reports where get_byte(payload, 0) = place"));

        static BlockRecord Reported(ulong number) =>
            new(Block(number), [new ExecutionReportRow { Payload = [(byte)number] }], []);
    }

    [Fact]
    public async Task Cursor_and_reports_are_stored_together_or_not_at_all()
    {
        var store = Store(1);
        await store.RebaseAsync(Start, Token);
        await store.RecordAsync([new BlockRecord(Block(1), [new ExecutionReportRow { Payload = [1] }], [])], Token);

        await Assert.ThrowsAsync<DbUpdateException>(
            () => store.RecordAsync([new BlockRecord(Block(1), [new ExecutionReportRow { Payload = [2] }], [])], Token));

        Assert.Equal(1L, await CountAsync("select count(*) from execution_reports"));
    }

    [Fact]
    public async Task How_a_leg_went_is_known_as_long_as_the_cursor_stands_on_it_or_it_was_reported()
    {
        var (store, legs) = (Store(1), new LegStore(_services.GetRequiredService<IDbContextFactory<DriverContext>>()));
        await store.RebaseAsync(Start, Token);
        var (silent, reported) = (await AddLegAsync(1, number: 2), await AddLegAsync(2, number: 2));
        await store.RecordAsync([new BlockRecord(Block(1), [], [])], Token);
        await store.RecordAsync([new BlockRecord(Block(2), [], [new ExecutedLeg(silent, true), new ExecutedLeg(reported, true)])], Token);
        Assert.Equal([1L, 2L], (await store.LegsAsync(1, 2, Token))[2].Select(leg => (long)leg.Name.Leg));
        Assert.True(await legs.TryKeepAsync(Report(reported, success: true), Token));

        await store.TruncateAsync(1, Token);

        Assert.False(await legs.TryKeepAsync(Report(silent, success: true), Token));
        await store.RecordAsync([new BlockRecord(Block(2), [], [new ExecutedLeg(silent, false), new ExecutedLeg(reported, false)])], Token);
        Assert.False(await legs.TryKeepAsync(Report(silent, success: true), Token));
        Assert.True(await legs.TryKeepAsync(Report(silent, success: false), Token));
        Assert.False(await legs.TryKeepAsync(Report(silent, success: false), Token));
        Assert.False(await legs.TryKeepAsync(Report(reported, success: false), Token));
        await store.RebaseAsync(Start, Token);
        var kept = await legs.FindAsync(new LegName(reported.Bundle, reported.Leg), Token);
        Assert.True(kept!.Succeeded);
        Assert.Equal(Report(reported, success: true).Encode(), kept.Report);
    }

    [Fact]
    public async Task Legs_of_another_rollup_are_not_touched()
    {
        var (store, other) = (Store(1), Store(2));
        await store.RebaseAsync(Start, Token);
        await other.RebaseAsync(Start, Token);
        var leg = await AddLegAsync(1, number: 1);
        await store.RecordAsync([new BlockRecord(Block(1), [], [new ExecutedLeg(leg, true)])], Token);

        await other.TruncateAsync(0, Token);

        Assert.Empty(await other.LegsAsync(0, 9, Token));
        Assert.True(Assert.Single((await store.LegsAsync(1, 1, Token))[1]).Succeeded);
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

    /// <summary>Stores a leg of the first rollup, as the archive does.</summary>
    private async Task<ArchivedLeg> AddLegAsync(byte leg, ulong number)
    {
        var archived = new ArchivedLeg
        {
            Bundle = Keccak256.Hash([1]),
            Leg = leg,
            EscrowId = Keccak256.Hash([2]),
            Place = new LegPlace(new RollupId(1), number, Keccak256.Hash([3]), leg),
            Transactions = 1,
            Escrow = default,
            Lock = default,
            Deadline = new ChainTime(1),
        };
        await using var command = _database.CreateCommand("""
            insert into bundle_legs values ($1, $2, $3, 1, $4, $5, $2, 1, $6, $7, 1)
            """);
        foreach (var value in new object[]
        {
            archived.Bundle.ToArray(), (short)leg, archived.EscrowId.ToArray(), (long)number,
            archived.Place.RollupBlock.ToArray(), archived.Escrow.ToArray(), archived.Lock.ToArray(),
        })
            command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync(Token);
        return archived;
    }

    private static OutcomeReport Report(ArchivedLeg leg, bool success) => new()
    {
        Network = default,
        Bundle = leg.Bundle,
        Leg = leg.Leg,
        RollupBlock = leg.Place.RollupBlock,
        Success = success,
    };

    private DriverStore Store(ulong rollup) => new(
        _services.GetRequiredService<IDbContextFactory<DriverContext>>(), new RollupId(rollup));

    private async Task<long> CountAsync(string sql)
    {
        await using var command = _database.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync(Token))!;
    }
}
