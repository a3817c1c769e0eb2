using Microsoft.EntityFrameworkCore;
using SharedSequencer.Bundles.Saga.Messages;
using SharedSequencer.Bundles.Tests.Support;
using SharedSequencer.Messages;
using SharedSequencer.Protocol;
using SharedSequencer.Testing;

namespace SharedSequencer.Bundles.Tests.Events;

/// <summary>What was committed is published, and nothing else, whenever the broker or the service is away.</summary>
public sealed class OutboxRelayTests : IAsyncLifetime
{
    private SidecarDouble _sidecar = null!;
    private string _database = "";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _sidecar = await SidecarDouble.StartAsync(Token);
        _database = await (await PostgresCluster.SharedAsync()).CreateDatabaseAsync(Token);
    }

    public ValueTask DisposeAsync() => _sidecar.DisposeAsync();

    [Fact]
    public async Task What_a_crash_left_between_handling_and_publishing_is_published_after_it()
    {
        var bundle = Samples.Bundle(BundleMode.Execution, "crash");
        await HandleAsync(bundle);

        await using var bundles = await StartAsync(new EventsDouble());

        await Eventually.HoldsAsync(() => bundles.Events.Published.Count == 3, "three events", Token);
        Assert.Equal(
            [BundleState.Validated, BundleState.Preparing, BundleState.Committed], bundles.Events.Of(bundle));
        await EmptyAsync();
    }

    [Fact]
    public async Task Events_wait_in_order_while_the_broker_is_away()
    {
        var all = Enumerable.Range(0, 20).Select(i => Samples.Bundle(BundleMode.Execution, $"away {i}")).ToList();
        await using var bundles = await StartAsync(new EventsDouble { IsAway = true });
        var inbox = bundles.Get<Bundles.Saga.SagaInbox>();
        foreach (var bundle in all)
        {
            foreach (var message in Life(bundle)) await inbox.HandleAsync([message], Token);
        }

        Assert.Empty(bundles.Events.Published);
        bundles.Events.Room = 31;
        bundles.Events.IsAway = false;
        await Eventually.HoldsAsync(() => bundles.Events.Published.Count == 31, "as many as there was room for", Token);
        bundles.Events.Room = -1;

        await Eventually.HoldsAsync(() => bundles.Events.Published.Count >= 60, "all events", Token);
        Assert.All(all, bundle => Assert.Equal(
            [BundleState.Validated, BundleState.Preparing, BundleState.Committed], bundles.Events.Of(bundle)));
        await EmptyAsync();
    }

    private static IEnumerable<IBundleMessage> Life(Bundle bundle) =>
    [
        new BundleValidated(bundle, Samples.Now),
        Samples.Included(bundle),
        new BundleDecided(bundle.Id, OutcomeCode.Committed, Samples.Now),
    ];

    private async Task HandleAsync(Bundle bundle)
    {
        await using var sagas = await SagaFixture.OpenAsync(_database, Token);
        foreach (var message in Life(bundle)) await sagas.HandleAsync(message, Token);
    }

    private async Task EmptyAsync()
    {
        await using var sagas = await SagaFixture.OpenAsync(_database, Token);
        await Eventually.HoldsAsync(
            async token =>
            {
                await using var context = await sagas.ContextAsync(token);
                return !await context.Outbox.AnyAsync(token);
            },
            "the outbox is empty",
            Token);
    }

    private Task<BundlesHost> StartAsync(EventsDouble events) => BundlesHost.StartAsync(Samples.Network, _sidecar, _database, events);
}
