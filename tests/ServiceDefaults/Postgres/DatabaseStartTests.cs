using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using SharedSequencer.Testing;

namespace SharedSequencer.ServiceDefaults.Tests.Postgres;

public sealed class DatabaseStartTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Scripts_have_run_before_any_hosted_service_starts()
    {
        var cluster = await PostgresCluster.SharedAsync();
        var found = new TaskCompletionSource<object?>();
        await using var service = await TestService.StartAsync(
            new() { ["ConnectionStrings:Postgres"] = await cluster.CreateDatabaseAsync(Token) },
            builder =>
            {
                builder.Services.AddHostedService(services =>
                    new Reading(services.GetRequiredService<NpgsqlDataSource>(), found));
                builder.AddPostgres(typeof(DatabaseStartTests).Assembly);
            });

        Assert.Equal(7L, await found.Task);
    }

    [Fact]
    public async Task A_service_that_starts_before_its_database_waits_for_it()
    {
        await using var cluster = await PostgresCluster.StartAsync(Token);
        var connection = await cluster.CreateDatabaseAsync(Token);
        await cluster.KillAsync(Token);
        var log = new CapturedLog();

        var starting = TestService.StartAsync(
            new() { ["ConnectionStrings:Postgres"] = connection }, builder => builder.AddPostgres(), log: log);
        await Eventually.HoldsAsync(
            () => log.Lines.Any(line => line.Event.Name == "DatabaseAwaited"), "it says that it waits", Token);
        Assert.False(starting.IsCompleted);
        await cluster.StartServerAsync(Token);

        await using var service = await starting;
    }

    [Fact]
    public async Task It_does_not_wait_for_ever()
    {
        var nobody = Loopback.FreePort();
        await using var app = TestService.Build(
            new()
            {
                ["ConnectionStrings:Postgres"] = $"Host=127.0.0.1;Port={nobody};Database=none",
                ["Postgres:WaitSeconds"] = "0",
            },
            builder => builder.AddPostgres());

        Assert.Equal(ServiceRun.Failed, await app.RunServiceAsync(Token));
    }

    [Fact]
    public async Task A_stop_signal_ends_the_wait()
    {
        var nobody = Loopback.FreePort();
        var log = new CapturedLog();
        await using var app = TestService.Build(
            new() { ["ConnectionStrings:Postgres"] = $"Host=127.0.0.1;Port={nobody};Database=none" },
            builder => builder.AddPostgres(),
            log: log);

        var run = app.RunServiceAsync(Token);
        await Eventually.HoldsAsync(
            () => log.Lines.Any(line => line.Event.Name == "DatabaseAwaited"), "it says that it waits", Token);
        app.Lifetime.StopApplication();

        Assert.Equal(ServiceRun.Stopped, await run);
    }

    [Fact]
    public async Task The_server_sees_which_service_is_connected()
    {
        var cluster = await PostgresCluster.SharedAsync();
        await using var service = await TestService.StartAsync(
            new() { ["ConnectionStrings:Postgres"] = await cluster.CreateDatabaseAsync(Token) },
            builder => builder.AddPostgres());

        await using var command = service.Services.GetRequiredService<NpgsqlDataSource>()
            .CreateCommand("select application_name from pg_stat_activity where pid = pg_backend_pid()");

        Assert.Equal("test", await command.ExecuteScalarAsync(Token));
    }

    private sealed class Reading(NpgsqlDataSource database, TaskCompletionSource<object?> found) : IHostedService
    {
        public async Task StartAsync(CancellationToken cancellationToken)
        {
            await using var command = database.CreateCommand("select n from scripted");
            found.SetResult(await command.ExecuteScalarAsync(cancellationToken));
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
