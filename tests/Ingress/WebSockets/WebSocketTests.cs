using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using SharedSequencer.Ingress.Tests.Hosting;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ingress.Tests.WebSockets;

public sealed class WebSocketTests
{
    private static readonly RollupId Rollup = new(1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Calls_and_batches_work_as_over_http()
    {
        await using var host = await IngressHost.StartAsync([1], Token);
        using var socket = await ConnectAsync(host);
        await SendAsync(socket, Rpc.Call("eth_chainId", "[]", 7));
        Assert.Equal("0x2711", (await ReceiveAsync(socket)).GetProperty("result").GetString());
        await SendAsync(socket, "{");
        Assert.Equal(-32700, (await ReceiveAsync(socket)).GetProperty("error").GetProperty("code").GetInt32());
        await SendAsync(socket, Rpc.Batch([Rpc.Call("eth_chainId", "[]"), Rpc.Call("net_version", "[]")]));
        Assert.Equal(2, (await ReceiveAsync(socket)).GetArrayLength());
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, Token);
    }

    [Fact]
    public async Task New_pending_transactions_are_pushed_until_unsubscribed()
    {
        await using var host = await IngressHost.StartAsync([1], Token);
        using var socket = await ConnectAsync(host);
        await SendAsync(socket, Rpc.Call("eth_subscribe", "[\"newPendingTransactions\"]"));
        var subscription = (await ReceiveAsync(socket)).GetProperty("result").GetString();
        var wallet = new Wallet("alice", Rollup);
        await host.SendAsync(Rollup, wallet.Sign(0), Token);
        var pushed = (await ReceiveAsync(socket)).GetProperty("params");
        Assert.Equal(subscription, pushed.GetProperty("subscription").GetString());
        Assert.Equal(Keccak256.Hash(wallet.Sign(0)).ToString(), pushed.GetProperty("result").GetString());

        await SendAsync(socket, Rpc.Call("eth_unsubscribe", $"[\"{subscription}\"]"));
        Assert.True((await ReceiveAsync(socket)).GetProperty("result").GetBoolean());
        await SendAsync(socket, Rpc.Call("eth_unsubscribe", $"[\"{subscription}\"]"));
        Assert.False((await ReceiveAsync(socket)).GetProperty("result").GetBoolean());
    }

    [Fact]
    public async Task New_heads_come_from_the_rollups_node()
    {
        await using var anvil = await Anvil.StartAsync(Rollup, Token);
        await using var host = await IngressHost.StartAsync([1], Token, anvil.SettingsFor(Rollup));
        using var socket = await ConnectAsync(host);
        await SendAsync(socket, Rpc.Call("eth_subscribe", "[\"newHeads\"]"));
        var subscription = (await ReceiveAsync(socket)).GetProperty("result").GetString();
        await anvil.CallAsync("evm_mine", "[]", Token);
        var pushed = (await ReceiveAsync(socket)).GetProperty("params");
        Assert.Equal(subscription, pushed.GetProperty("subscription").GetString());
        Assert.Equal("0x1", pushed.GetProperty("result").GetProperty("number").GetString());
    }

    [Fact]
    public async Task When_the_node_ends_its_stream_the_client_is_closed_with_a_reason()
    {
        var anvil = await Anvil.StartAsync(Rollup, Token);
        await using var host = await IngressHost.StartAsync([1], Token, anvil.SettingsFor(Rollup));
        using var socket = await ConnectAsync(host);
        await SendAsync(socket, Rpc.Call("eth_subscribe", "[\"newHeads\"]"));
        await ReceiveAsync(socket);
        await anvil.DisposeAsync();
        var closed = await socket.ReceiveAsync(new byte[1_024], Token);
        Assert.Equal(WebSocketMessageType.Close, closed.MessageType);
        Assert.Contains("node", closed.CloseStatusDescription);
    }

    [Fact]
    public async Task A_message_over_the_limit_ends_the_connection()
    {
        await using var host = await IngressHost.StartAsync([1], Token);
        using var socket = await ConnectAsync(host);
        var large = new byte[5 * 1024 * 1024 + 1];
        await socket.SendAsync(large, WebSocketMessageType.Text, true, Token);
        var closed = await socket.ReceiveAsync(new byte[1_024], Token);
        Assert.Equal(WebSocketCloseStatus.PolicyViolation, closed.CloseStatus);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_message_that_does_not_end_is_cut_off_with_a_reason_and_an_idle_connection_is_not(bool dribbles)
    {
        await using var host = await IngressHost.StartAsync([1], Token, "WebSockets:MessageTimeoutMilliseconds=200");
        using var idle = await ConnectAsync(host);
        using var socket = await ConnectAsync(host);
        await socket.SendAsync("["u8.ToArray(), WebSocketMessageType.Text, endOfMessage: false, Token);
        var closing = socket.ReceiveAsync(new byte[1_024], Token);
        while (dribbles && !closing.IsCompleted)
            await socket.SendAsync(" "u8.ToArray(), WebSocketMessageType.Text, endOfMessage: false, Token);
        var closed = await closing;
        Assert.Equal(WebSocketCloseStatus.PolicyViolation, closed.CloseStatus);
        Assert.Equal("a message took too long to arrive", closed.CloseStatusDescription);
        await SendAsync(idle, Rpc.Call("eth_chainId", "[]"));
        Assert.Equal("0x2711", (await ReceiveAsync(idle)).GetProperty("result").GetString());
    }

    [Fact]
    public async Task A_message_in_many_frames_is_one_request()
    {
        await using var host = await IngressHost.StartAsync([1], Token);
        using var socket = await ConnectAsync(host);
        var text = Encoding.UTF8.GetBytes(Rpc.Call("eth_chainId", "[]"));
        for (var i = 0; i < text.Length; i++)
            await socket.SendAsync(text.AsMemory(i, 1), WebSocketMessageType.Text, i == text.Length - 1, Token);
        Assert.Equal("0x2711", (await ReceiveAsync(socket)).GetProperty("result").GetString());
    }

    [Fact]
    public async Task A_call_that_cannot_be_unescaped_leaves_the_connection_open()
    {
        await using var host = await IngressHost.StartAsync([1], Token);
        using var socket = await ConnectAsync(host);
        await SendAsync(socket, """{"\ud800":1}""");
        Assert.Equal(-32700, (await ReceiveAsync(socket)).GetProperty("error").GetProperty("code").GetInt32());
        await SendAsync(socket, Rpc.Call("eth_chainId", "[]"));
        Assert.Equal("0x2711", (await ReceiveAsync(socket)).GetProperty("result").GetString());
    }

    [Fact]
    public async Task A_client_address_has_its_share_of_connections_and_subscriptions()
    {
        await using var host = await IngressHost.StartAsync(
            [1], Token, "WebSockets:MaxConnectionsPerClient=2", "WebSockets:MaxSubscriptionsPerClient=1");
        using var first = await ConnectAsync(host);
        using var second = await ConnectAsync(host);
        await Assert.ThrowsAsync<WebSocketException>(() => ConnectAsync(host));
        await SendAsync(first, Rpc.Call("eth_subscribe", "[\"newPendingTransactions\"]"));
        var id = (await ReceiveAsync(first)).GetProperty("result").GetString();
        await SendAsync(second, Rpc.Call("eth_subscribe", "[\"newPendingTransactions\"]"));
        Assert.Equal(-32005, (await ReceiveAsync(second)).GetProperty("error").GetProperty("code").GetInt32());
        await SendAsync(first, Rpc.Call("eth_unsubscribe", $"[\"{id}\"]"));
        await ReceiveAsync(first);
        await SendAsync(second, Rpc.Call("eth_subscribe", "[\"newPendingTransactions\"]"));
        Assert.True((await ReceiveAsync(second)).TryGetProperty("result", out _));
    }

    [Fact]
    public async Task A_subscription_that_the_node_does_not_know_frees_no_place()
    {
        await using var anvil = await Anvil.StartAsync(Rollup, Token);
        await using var host = await IngressHost.StartAsync(
            [1], Token, [.. anvil.SettingsFor(Rollup), "WebSockets:MaxSubscriptions=1"]);
        using var socket = await ConnectAsync(host);
        await SendAsync(socket, Rpc.Call("eth_subscribe", "[\"newHeads\"]"));
        await ReceiveAsync(socket);
        await SendAsync(socket, Rpc.Call("eth_unsubscribe", "[\"0x1234\"]"));
        Assert.False((await ReceiveAsync(socket)).GetProperty("result").GetBoolean());
        await SendAsync(socket, Rpc.Call("eth_subscribe", "[\"newHeads\"]"));
        Assert.Equal(-32005, (await ReceiveAsync(socket)).GetProperty("error").GetProperty("code").GetInt32());
    }

    private static async Task<ClientWebSocket> ConnectAsync(IngressHost host)
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{host.Http.BaseAddress!.Port}/rpc/10001"), Token);
        return socket;
    }

    private static Task SendAsync(ClientWebSocket socket, string text) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, Token);

    private static async Task<JsonElement> ReceiveAsync(ClientWebSocket socket)
    {
        var buffer = new byte[65_536];
        var length = 0;
        while (true)
        {
            var received = await socket.ReceiveAsync(buffer.AsMemory(length), Token);
            Assert.Equal(WebSocketMessageType.Text, received.MessageType);
            length += received.Count;
            if (received.EndOfMessage) return JsonDocument.Parse(buffer.AsMemory(0, length).ToArray()).RootElement;
        }
    }
}
