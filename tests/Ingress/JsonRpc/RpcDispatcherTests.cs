using System.Buffers;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using SharedSequencer.Ingress.JsonRpc;
using SharedSequencer.Ingress.Nodes;
using SharedSequencer.Ingress.Tests.Hosting;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;
using SharedSequencer.Testing;

namespace SharedSequencer.Ingress.Tests.JsonRpc;

public sealed class RpcDispatcherTests
{
    private static readonly RollupId Rollup = new(1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_request_whose_sending_fails_ends_only_after_what_it_forwarded()
    {
        await using var real = await NodeDouble.StartAsync(Token);
        await using var host = await IngressHost.StartAsync([1], Token, real.SettingsFor(Rollup));
        using var node = new SlowNode();
        using var http = new HttpClient(node);
        var address = new NodeAddress(TestNetwork.ChainIdOf(Rollup), new Uri("http://node/"), new Uri("ws://node/"));
        var rollup = host.Rollups.Find(Rollup)! with
        {
            Node = new RollupNode(http, address, new NodesOptions(), NullLogger<RollupNode>.Instance),
        };
        var exchange = Exchange(Rpc.Batch(
        [
            Rpc.Call("eth_sendRawTransaction", $"[\"{Hex.Encode(new Wallet("alice", Rollup).Sign(0))}\"]"),
            Rpc.Call("eth_blockNumber", "[]"),
        ]));

        var handling = host.Services.GetRequiredService<RpcDispatcher>()
            .HandleAsync(exchange, rollup, subscriptions: null, Token).AsTask();

        Assert.False(handling.IsCompleted);
        node.Released.SetResult();
        await Assert.ThrowsAsync<NotSupportedException>(() => handling);
        Assert.Equal("\"0x7\"", Encoding.UTF8.GetString(exchange.Answers[1].Json.Span));
    }

    private static RpcExchange Exchange(string text)
    {
        var exchange = new RpcExchange();
        var body = new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(text));
        exchange.Append(body);
        exchange.Read(maxCalls: 10, maxDepth: 16);
        return exchange;
    }

    /// <summary>Breaks at once over counts, which sending needs, and answers the rest only when released.</summary>
    private sealed class SlowNode : HttpMessageHandler
    {
        public TaskCompletionSource Released { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var text = await request.Content!.ReadAsStringAsync(cancellationToken);
            if (text.Contains("eth_getTransactionCount", StringComparison.Ordinal)) throw new NotSupportedException();
            await Released.Task.WaitAsync(cancellationToken);
            return new HttpResponseMessage { Content = new StringContent("""{"id":0,"result":"0x7"}""") };
        }
    }
}
