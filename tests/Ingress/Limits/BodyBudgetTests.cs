using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using SharedSequencer.Ingress.Limits;
using SharedSequencer.Ingress.Tests.Hosting;
using SharedSequencer.Protocol;
using SharedSequencer.Testing;

namespace SharedSequencer.Ingress.Tests.Limits;

/// <summary>Bodies of 64 KiB at most, and no more than that under way at once.</summary>
public sealed class BodyBudgetTests
{
    private static readonly RollupId Rollup = new(1);

    private static readonly string[] Settings =
    [
        "Limits:MaxTransactionBytes=1024", "Limits:MaxRequestBytes=65536", "Limits:MaxBodyBytesUnderWay=65536",
        "Limits:MinBodyBytesPerSecond=1",
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_does_not_fit_beside_the_bodies_under_way_is_refused_unread_until_they_are_gone()
    {
        await using var host = await IngressHost.StartAsync([1], Token, Settings);
        using (await StartBodyAsync(host, announced: 60_000, sent: 50_000))
        {
            var refused = await host.PostAsync(Rollup, LargeCall(), Token);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.Status);
            Assert.Equal(-32005, refused.ErrorCode);
            Assert.Equal(1, refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds);
            var small = await host.CallAsync(Rollup, "eth_chainId", "[]", Token);
            Assert.Equal(HttpStatusCode.OK, small.Status);
        }

        await Eventually.HoldsAsync(
            async token => (await host.PostAsync(Rollup, LargeCall(), token)).Status == HttpStatusCode.OK,
            "the bytes of the broken request are free again", Token);
    }

    [Fact]
    public async Task A_body_without_an_announced_length_takes_as_it_arrives()
    {
        await using var host = await IngressHost.StartAsync([1], Token, Settings);
        using var first = await StartBodyAsync(host, announced: 60_000, sent: 50_000);

        using var chunked = new HttpRequestMessage(HttpMethod.Post, "/rpc/10001")
        {
            Content = new StringContent(LargeCall(), Encoding.UTF8, "application/json"),
            Headers = { TransferEncodingChunked = true },
        };
        using var answer = await host.Http.SendAsync(chunked, Token);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
    }

    [Fact]
    public async Task Messages_of_sockets_share_the_budget()
    {
        await using var host = await IngressHost.StartAsync([1], Token, Settings);
        using var first = await StartBodyAsync(host, announced: 60_000, sent: 50_000);
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{host.Http.BaseAddress!.Port}/rpc/10001"), Token);

        await socket.SendAsync(Encoding.UTF8.GetBytes(LargeCall()), WebSocketMessageType.Text, true, Token);

        var closed = await socket.ReceiveAsync(new byte[1_024], Token);
        Assert.Equal(WebSocketCloseStatus.PolicyViolation, closed.CloseStatus);
        Assert.Contains("under way", closed.CloseStatusDescription, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_sends_too_slowly_holds_nothing_for_ever()
    {
        await using var host = await IngressHost.StartAsync([1], Token, [.. Settings, "Limits:MinBodyBytesPerSecond=100000"]);
        using var slow = await SendPartAsync(host, announced: 60_000, sent: 50_000);

        using var reader = new StreamReader(slow.GetStream());
        Assert.Equal("HTTP/1.1 408 Request Timeout", await reader.ReadLineAsync(Token));

        // The client may have its answer a moment before the request is over.
        await Eventually.HoldsAsync(
            async token => (await host.PostAsync(Rollup, LargeCall(), token)).Status == HttpStatusCode.OK,
            "the bytes of the slow request are free again", Token);
    }

    private static string LargeCall() => Rpc.Call("eth_chainId", "[]").PadRight(30_000);

    /// <summary>Returns when all that was sent is counted.</summary>
    private static async Task<TcpClient> StartBodyAsync(IngressHost host, int announced, int sent)
    {
        var bodies = host.Services.GetRequiredService<BodyBudget>();
        var client = await SendPartAsync(host, announced, sent);
        await Eventually.HoldsAsync(
            () => bodies.HasRoom(65_536 - sent) && !bodies.HasRoom(65_536 - sent + 1), "what was sent has arrived", Token);
        return client;
    }

    private static async Task<TcpClient> SendPartAsync(IngressHost host, int announced, int sent)
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, host.Http.BaseAddress!.Port, Token);
        var head = "POST /rpc/10001 HTTP/1.1\r\nHost: ingress\r\nContent-Type: application/json\r\n"
            + $"Content-Length: {announced}\r\n\r\n";
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head + new string(' ', sent)), Token);
        return client;
    }
}
