using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SharedSequencer.Messages;
using SharedSequencer.ServiceDefaults;

namespace SharedSequencer.Ordering.Tests.Mesh;

/// <summary>Another app on the mesh that gets the hints.</summary>
internal sealed class FollowerApp : IAsyncDisposable
{
    private readonly WebApplication _app;

    private FollowerApp(WebApplication app) => _app = app;

    public ConcurrentQueue<BlockFinalizedHint> Hints { get; } = new();

    public static async Task<FollowerApp> Start(int port, CancellationToken cancel)
    {
        var builder = WebApplication.CreateBuilder([$"--urls=http://127.0.0.1:{port}"]);
        builder.Logging.ClearProviders();
        var follower = new FollowerApp(builder.Build());
        follower._app.UseCloudEvents();
        follower._app.MapSubscribeHandler();
        follower._app.MapPost("/hints", (BlockFinalizedHint hint) => follower.Hints.Enqueue(hint))
            .FromTopic(Topics.BlockFinalized);
        await follower._app.StartAsync(cancel);
        return follower;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
