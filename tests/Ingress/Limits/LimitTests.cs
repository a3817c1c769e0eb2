using System.Net;
using System.Net.Sockets;
using SharedSequencer.Ingress.Tests.Hosting;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ingress.Tests.Limits;

public sealed class LimitTests
{
    private static readonly RollupId First = new(1);
    private static readonly RollupId Second = new(2);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Over_the_quota_a_rollup_is_told_when_to_come_back_and_others_are_served()
    {
        await using var host = await IngressHost.StartAsync(
            [1, 2], Token, "Limits:TransactionsPerSecondPerRollup=1", "Limits:QuotaBurstMilliseconds=1000");
        var wallet = new Wallet("alice", First);
        // Undecodable bytes cost quota too: it protects the work of judging.
        await host.SendAsync(First, [1], Token);

        var refused = await host.SendAsync(First, wallet.Sign(0), Token);
        var other = await host.SendAsync(Second, new Wallet("alice", Second).Sign(0), Token);

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.Status);
        Assert.Equal(-32005, refused.ErrorCode);
        Assert.Equal("\"rollup\";q=1;w=1", refused.Headers.GetValues("RateLimit-Policy").Single());
        Assert.StartsWith("\"rollup\";r=0;t=", refused.Headers.GetValues("RateLimit").Single());
        Assert.Equal(1, refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds);
        Assert.Equal(HttpStatusCode.OK, other.Status);
    }

    [Fact]
    public async Task Over_the_bound_of_unordered_entries_requests_are_refused_until_blocks_come()
    {
        await using var host = await IngressHost.StartAsync(
            [1], Token, "Limits:MaxUnorderedPerRollup=16", "Batching:ResendAfterMilliseconds=50",
            "Batching:ResendAtMostMilliseconds=100");
        host.Ordering.LosesBatches = true;
        var wallet = new Wallet("alice", First);
        var body = Rpc.Batch(Enumerable.Range(0, 20).Select(i =>
            Rpc.Call("eth_sendRawTransaction", $"[\"{Hex.Encode(wallet.Sign((ulong)i))}\"]", i)));

        var answers = (await host.PostAsync(First, body, Token)).Json.EnumerateArray().ToList();
        var single = await host.SendAsync(First, wallet.Sign(16), Token);

        Assert.Equal(16, answers.Count(answer => answer.TryGetProperty("result", out _)));
        Assert.All(answers[16..], answer => Assert.Equal(-32005, answer.GetProperty("error").GetProperty("code").GetInt32()));
        Assert.Equal(HttpStatusCode.TooManyRequests, single.Status);

        host.Ordering.LosesBatches = false;
        await host.SoftCommittedAsync(First, answers[15].GetProperty("result").GetString()!, Token);
        Assert.Equal(HttpStatusCode.OK, (await host.SendAsync(First, wallet.Sign(16), Token)).Status);
    }

    [Fact]
    public async Task Connections_beyond_the_bound_are_closed_at_once()
    {
        await using var host = await IngressHost.StartAsync([1], Token, "Limits:MaxConnections=16");
        var clients = Enumerable.Range(0, 17).Select(_ => new TcpClient()).ToList();
        foreach (var client in clients) await client.ConnectAsync(IPAddress.Loopback, host.Http.BaseAddress!.Port, Token);
        var ends = clients.Select(client => client.GetStream().ReadAsync(new byte[1], Token).AsTask()).ToList();
        await Task.WhenAny(ends).WaitAsync(Token);
        clients.ForEach(client => client.Dispose());
    }

    [Fact]
    public async Task A_client_over_its_own_rate_is_refused_as_a_whole()
    {
        await using var host = await IngressHost.StartAsync(
            [1], Token, "Limits:CallsPerSecondPerClient=1", "Limits:MaxCallsPerRequest=2");
        await host.PostAsync(First, Rpc.Batch([Rpc.Call("eth_chainId", "[]"), Rpc.Call("eth_chainId", "[]")]), Token);
        var refused = await host.CallAsync(First, "eth_chainId", "[]", Token);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.Status);
        Assert.Equal(-32005, refused.ErrorCode);
        Assert.StartsWith("\"client\"", refused.Headers.GetValues("RateLimit").Single());
    }
}
