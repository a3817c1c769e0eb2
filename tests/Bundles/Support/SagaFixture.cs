using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using SharedSequencer.Bundles.Saga;
using SharedSequencer.Bundles.Saga.Messages;
using SharedSequencer.Bundles.Storage;
using SharedSequencer.Messages;
using SharedSequencer.ServiceDefaults;
using SharedSequencer.Testing;

namespace SharedSequencer.Bundles.Tests.Support;

/// <summary>The sagas on a real database, without the chain and the web around them.</summary>
internal sealed class SagaFixture : IAsyncDisposable
{
    private readonly WebApplication _app;

    private SagaFixture(WebApplication app) => _app = app;

    public SagaInbox Inbox => _app.Services.GetRequiredService<SagaInbox>();

    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    public static async Task<SagaFixture> CreateAsync(CancellationToken cancellationToken)
    {
        var cluster = await PostgresCluster.SharedAsync();
        return await OpenAsync(await cluster.CreateDatabaseAsync(cancellationToken), cancellationToken);
    }

    public static async Task<SagaFixture> OpenAsync(string database, CancellationToken cancellationToken)
    {
        var builder = LoopbackServer.Builder(new Dictionary<string, string?> { ["ConnectionStrings:Postgres"] = database });
        var app = builder.AddServiceDefaults(AppIds.Bundles).AddBundles().Build();
        await SqlMigrator.MigrateAsync(
            app.Services.GetRequiredService<NpgsqlDataSource>(),
            SqlScript.FromAssembly(typeof(BundlesServices).Assembly),
            cancellationToken);
        return new SagaFixture(app);
    }

    /// <summary>Handles one message as another process beside this one would: without waiting for its turn here.</summary>
    public async Task<HandledAs> HandleAsync(IBundleMessage message, CancellationToken cancellationToken) =>
        (await HandleAsync([message], cancellationToken))[0];

    /// <summary>The same with messages of one transaction.</summary>
    public async Task<IReadOnlyList<HandledAs>> HandleAsync(
        IReadOnlyList<IBundleMessage> messages, CancellationToken cancellationToken)
    {
        await using var context = await ContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var results = await Inbox.HandleAsync(context, messages, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return results;
    }

    public async Task<BundlesContext> ContextAsync(CancellationToken cancellationToken) =>
        await Get<IDbContextFactory<BundlesContext>>().CreateDbContextAsync(cancellationToken);

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
