using System.Net;
using System.Net.Sockets;
using System.Text;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ingress.Tests.Hosting;

public sealed class BadRequestTests
{
    private static readonly RollupId Rollup = new(1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_bad_request_gets_a_json_rpc_error_and_the_next_one_is_served()
    {
        await using var host = await IngressHost.StartAsync([1], Token);
        var deep = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_call\",\"params\":"
            + new string('[', 500) + new string(']', 500) + "}";
        (string Body, int Code)[] cases =
        [
            ("", -32700),
            ("{", -32700),
            (deep, -32700),
            ("[]", -32600),
            ("[" + string.Join(',', Enumerable.Repeat("1", 1_001)) + "]", -32600),
            ("7", -32600),
            (Rpc.Call("eth_sendRawTransaction", "[]"), -32602),
            (Rpc.Call("eth_sendRawTransaction", "[\"0x123\"]"), -32602),
            (Rpc.Call("eth_sendRawTransaction", "{}"), -32602),
            (Rpc.Call("eth_sendTransaction", "[{}]"), -32601),
            (Rpc.Call("anvil_setBalance", "[]"), -32601),
            (Rpc.Call("eth_sendBundle", "[]"), -32601),
            (Rpc.Call("eth_subscribe", "[\"newHeads\"]"), -32601),
            (Rpc.Call("eth_getBalance", "[]"), -32002),
            (Rpc.Call("seq_getTransaction", "[\"0x12\"]"), -32602),
        ];
        foreach (var (body, code) in cases)
        {
            var reply = await host.PostAsync(Rollup, body, Token);
            Assert.Equal(HttpStatusCode.OK, reply.Status);
            Assert.Equal(code, reply.ErrorCode);
        }
        Assert.Equal("0x2711", (await host.CallAsync(Rollup, "eth_chainId", "[]", Token)).Result);
    }

    [Fact]
    public async Task Notifications_alone_get_an_empty_answer()
    {
        await using var host = await IngressHost.StartAsync([1], Token);
        var reply = await host.PostAsync(Rollup, """[{"jsonrpc":"2.0","method":"eth_chainId"}]""", Token);
        Assert.Equal(HttpStatusCode.OK, reply.Status);
        Assert.Equal(System.Text.Json.JsonValueKind.Undefined, reply.Json.ValueKind);
    }

    [Fact]
    public async Task The_wrapping_of_a_request_is_judged_too()
    {
        await using var host = await IngressHost.StartAsync([1], Token);
        using var unknown = await host.Http.PostAsync("/rpc/4242", Json("{}"), Token);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        using var noNumber = await host.Http.PostAsync("/rpc/x", Json("{}"), Token);
        Assert.Equal(HttpStatusCode.NotFound, noNumber.StatusCode);
        using var get = await host.Http.GetAsync("/rpc/10001", Token);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, get.StatusCode);
        using var untyped = new ByteArrayContent("{}"u8.ToArray());
        using var noType = await host.Http.PostAsync("/rpc/10001", untyped, Token);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, noType.StatusCode);
        Assert.Contains("content type", await noType.Content.ReadAsStringAsync(Token));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_over_five_megabytes_is_refused_and_the_connection_goes_on(bool chunked)
    {
        await using var host = await IngressHost.StartAsync([1], Token);
        using var content = new StringContent(new string(' ', 5 * 1024 * 1024 + 1), Encoding.UTF8, "application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/rpc/10001") { Content = content };
        request.Headers.TransferEncodingChunked = chunked ? true : null;
        using var response = await host.Http.SendAsync(request, Token);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Contains("too large", await response.Content.ReadAsStringAsync(Token));
        Assert.Equal("0x2711", (await host.CallAsync(Rollup, "eth_chainId", "[]", Token)).Result);
    }

    [Fact]
    public async Task A_batch_of_the_full_size_passes()
    {
        await using var host = await IngressHost.StartAsync([1], Token);
        var calls = Enumerable.Range(0, 1_000).Select(i => Rpc.Call("eth_chainId", "[]", i));
        var body = Rpc.Batch(calls).PadRight(5 * 1024 * 1024);
        var reply = await host.PostAsync(Rollup, body, Token);
        Assert.Equal(Enumerable.Range(0, 1_000), reply.Json.EnumerateArray().Select(a => a.GetProperty("id").GetInt32()));
    }

    [Fact]
    public async Task A_transaction_over_the_limit_is_refused_by_its_length()
    {
        await using var host = await IngressHost.StartAsync([1], Token);
        var reply = await host.SendAsync(Rollup, new byte[128 * 1024 + 1], Token);
        Assert.Contains("oversized data", reply.ErrorText);
    }

    [Fact]
    public async Task A_client_that_stops_in_the_middle_of_its_request_disturbs_nobody()
    {
        await using var host = await IngressHost.StartAsync([1], Token);
        using var slow = new TcpClient();
        await slow.ConnectAsync(IPAddress.Loopback, host.Http.BaseAddress!.Port, Token);
        var head = "POST /rpc/10001 HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{";
        await slow.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head), Token);
        Assert.Equal("0x2711", (await host.CallAsync(Rollup, "eth_chainId", "[]", Token)).Result);
    }

    [Fact]
    public async Task Browsers_may_call_from_anywhere()
    {
        await using var host = await IngressHost.StartAsync([1], Token);
        using var preflight = new HttpRequestMessage(HttpMethod.Options, "/rpc/10001");
        preflight.Headers.Add("Origin", "https://dapp.example");
        preflight.Headers.Add("Access-Control-Request-Method", "POST");
        using var response = await host.Http.SendAsync(preflight, Token);
        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal("*", response.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.Contains("content-type", response.Headers.GetValues("Access-Control-Allow-Headers").Single());
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");
}
