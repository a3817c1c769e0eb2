using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using SharedSequencer.Messages;
using SharedSequencer.Protocol;
using SharedSequencer.Testing;

namespace SharedSequencer.Following.Tests.Sources;

public sealed class ArchiveBlocksTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_block_is_asked_for_in_bytes()
    {
        await using var server = await StartAsync(request => request.Headers.Accept == "application/octet-stream"
            ? Results.Bytes([1, 2, 3])
            : Results.Json(new { }));

        Assert.Equal([1, 2, 3], (await BlocksOf(server).FetchAsync(new Height(7), Token)).ToArray());
    }

    [Fact]
    public async Task What_is_not_archived_yet_is_told_as_such()
    {
        await using var server = await StartAsync(_ => Results.NotFound());

        var failure = await Assert.ThrowsAsync<HttpRequestException>(() => BlocksOf(server).FetchAsync(new Height(7), Token));

        Assert.Equal(HttpStatusCode.NotFound, failure.StatusCode);
    }

    [Fact]
    public async Task A_block_beyond_the_limit_is_no_answer()
    {
        await using var server = await StartAsync(_ => Results.Bytes(new byte[100]));

        await Assert.ThrowsAsync<HttpRequestException>(
            () => new ArchiveBlocks(server.Http, new AnswerLimit(99)).FetchAsync(new Height(7), Token));
    }

    private static ArchiveBlocks BlocksOf(LoopbackServer server) => new(server.Http, AnswerLimit.Usual);

    private static Task<LoopbackServer> StartAsync(Func<HttpRequest, IResult> answer) => LoopbackServer.StartAsync(
        app => app.MapGet(PublisherRoutes.BlockOf(7), answer), Token);
}
