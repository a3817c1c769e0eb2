using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using SharedSequencer.Messages;
using SharedSequencer.Protocol;
using SharedSequencer.Testing;

namespace SharedSequencer.Following.Tests.Sources;

public sealed class OrderingBlocksTests
{
    private static readonly byte[] TwoBlocks = [0xc4, 0x81, 0x90, 0x81, 0x91];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_page_comes_with_the_head_and_by_the_question_that_was_asked()
    {
        var asked = "";
        var page = await FetchAsync(context =>
        {
            asked = context.Request.QueryString.Value;
            return Answer(context, "9", TwoBlocks);
        });

        Assert.Equal("?from=7&limit=64&bodies=true&wait=500", asked);
        Assert.Equal(9UL, page.Head);
        Assert.Equal<byte[]>([[0x90], [0x91]], page.Blocks.Select(block => block.ToArray()));
    }

    [Theory]
    [InlineData(410)]
    [InlineData(204)]
    [InlineData(503)]
    public async Task Another_status_is_told_as_such(int status)
    {
        var failure = await Assert.ThrowsAsync<HttpRequestException>(() => FetchAsync(_ => Results.StatusCode(status)));

        Assert.Equal((HttpStatusCode)status, failure.StatusCode);
    }

    [Theory]
    [InlineData("9", new byte[] { 0xc1 })]
    [InlineData("9", new byte[] { 0x90 })]
    [InlineData("9", new byte[0])]
    [InlineData("nine", new byte[] { 0xc0 })]
    [InlineData(null, new byte[] { 0xc0 })]
    public async Task What_is_no_page_is_no_answer(string? head, byte[] body) =>
        await Assert.ThrowsAsync<HttpRequestException>(() => FetchAsync(context => Answer(context, head, body)));

    [Fact]
    public async Task A_page_beyond_the_limit_is_no_answer()
    {
        byte[] large = [0xb9, 0x01, 0x00, .. new byte[256]];
        byte[] page = [0xf9, 0x01, 0x03, .. large];
        Assert.Single((await FetchAsync(context => Answer(context, "1", page))).Blocks);

        await Assert.ThrowsAsync<HttpRequestException>(
            () => FetchAsync(context => Answer(context, "1", page), new AnswerLimit(page.Length - 1)));
    }

    private static IResult Answer(HttpContext context, string? head, byte[] body)
    {
        if (head is not null) context.Response.Headers[OrderingRoutes.HeadHeader] = head;
        return Results.Bytes(body);
    }

    private static async Task<BlockPage> FetchAsync(Func<HttpContext, IResult> answer, AnswerLimit? limit = null)
    {
        await using var server = await LoopbackServer.StartAsync(app => app.MapGet(OrderingRoutes.Blocks, answer), Token);
        return await new OrderingBlocks(server.Http, limit ?? AnswerLimit.Usual)
            .FetchAsync(new Height(7), 64, withBatches: true, wait: 500, Token);
    }
}
