using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using SharedSequencer.Messages;
using SharedSequencer.Ordering.Journal;
using SharedSequencer.Ordering.Peers;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ordering.Tests.Mesh;

public sealed class ArchivedBlocksTests
{
    private static readonly CancellationToken Never = TestContext.Current.CancellationToken;
    private readonly SampleNetwork _network = new();

    [Fact]
    public async Task A_laggard_gets_bodies_that_only_the_operators_archive_still_has()
    {
        await using var ordering = await RunningOrdering.Start(_network, Never, "--Ordering:Validator:RecentBlocksBytes=0");
        await ordering.OrderAsync(_network.Registration(TimeProvider.System), Never);
        var chain = await ordering.BlocksAsync(Never);
        await ordering.Services.WaitUntilForgotten(chain[^1].Header.Height, Never);
        await Prune(ordering.Database);
        var reader = ordering.Services.GetRequiredService<FinalBlockReader>();
        await Assert.ThrowsAsync<BodiesPrunedException>(() => reader.Read(new Height(1), Never));

        await using var archive = await Serve(chain, ordering.PublisherPort);
        var given = await reader.Read(new Height(1), Never);

        Assert.Equal(chain.Select(block => block.Block.Hash), given.Select(block => block.Block.Hash));
        var follower = new ChainFollower(_network.Genesis);
        Assert.All(given, block => Assert.True(follower.TryApply(block, out _, out var fault), fault.ToString()));
    }

    private static async Task Prune(string database)
    {
        await using var journal = NpgsqlDataSource.Create(database);
        await using var delete = journal.CreateCommand("delete from batches");
        Assert.True(await delete.ExecuteNonQueryAsync(Never) > 0);
    }

    /// <summary>The publisher's route for blocks.</summary>
    private static async Task<WebApplication> Serve(List<FinalizedBlock> chain, int port)
    {
        var builder = WebApplication.CreateBuilder([$"--urls=http://127.0.0.1:{port}"]);
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.MapGet(PublisherRoutes.Block, (int height, HttpRequest request) =>
            height <= chain.Count && request.Headers.Accept == "application/octet-stream"
                ? Results.Bytes(chain[height - 1].Encode())
                : Results.NotFound());
        await app.StartAsync(Never);
        return app;
    }
}
