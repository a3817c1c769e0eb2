using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using SharedSequencer.Protocol;

namespace SharedSequencer.Client.Tests;

/// <summary>Serves whole blocks as the publisher does.</summary>
internal static class BlockServer
{
    /// <summary>Starts it with the blocks by ascending height from 1.</summary>
    public static Task<ReplayServer> StartAsync(IReadOnlyList<FinalizedBlock> blocks) => ReplayServer.StartAsync(
        HttpProtocols.Http1,
        _ => { },
        app => app.MapGet("/v1/blocks/{height}", (int height) => height <= blocks.Count
            ? Results.Bytes(blocks[height - 1].Encode(), "application/octet-stream")
            : Results.NotFound()));
}
