using Microsoft.EntityFrameworkCore;
using SharedSequencer.Publisher.Drivers.Cursors;

namespace SharedSequencer.Publisher.Drivers;

/// <summary>Runs one driver per configured node, each on its own: a node in trouble stops no other.</summary>
internal sealed class DriverHost(
    RollupNodes nodes, IDbContextFactory<DriverContext> contexts, IServiceProvider services) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(nodes.All.Select(node => Create(node).RunAsync(stoppingToken)));

    private RollupDriver Create(RollupNode node) => ActivatorUtilities.CreateInstance<RollupDriver>(
        services, node, new DriverStore(contexts, node.Rollup));
}
