using System.Net;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;
using SharedSequencer.Testing;

namespace SharedSequencer.Ingress.Tests.Hosting;

public sealed class SendingTests
{
    private static readonly RollupId Rollup = new(1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_transaction_is_answered_with_its_hash_and_soon_soft_committed()
    {
        await using var host = await IngressHost.StartAsync([1], Token);
        var raw = new Wallet("alice", Rollup).Sign(0);

        var reply = await host.SendAsync(Rollup, raw, Token);

        Assert.Equal(HttpStatusCode.OK, reply.Status);
        Assert.Equal(Keccak256.Hash(raw).ToString(), reply.Result);
        await host.SoftCommittedAsync(Rollup, reply.Result, Token);
        Assert.Equal([Keccak256.Hash(raw)], host.Ordering.OrderOf(Lane.Of(Rollup)));
    }

    [Fact]
    public async Task Transactions_of_one_sender_keep_their_order_whatever_request_they_came_in()
    {
        await using var host = await IngressHost.StartAsync([1], Token);
        var wallet = new Wallet("alice", Rollup);
        var expected = new List<Hash256>();
        for (var round = 0; round < 5; round++)
        {
            var raws = Enumerable.Range(round * 40, 40).Select(n => wallet.Sign((ulong)n)).ToList();
            expected.AddRange(raws.Select(raw => Keccak256.Hash(raw)));
            var body = Rpc.Batch(raws.Select((raw, i) =>
                Rpc.Call("eth_sendRawTransaction", $"[\"{Hex.Encode(raw)}\"]", i)));
            var reply = await host.PostAsync(Rollup, body, Token);
            Assert.All(reply.Json.EnumerateArray(), answer => Assert.True(answer.TryGetProperty("result", out _)));
        }
        await host.SoftCommittedAsync(Rollup, expected[^1].ToString(), Token);
        Assert.Equal(expected, host.Ordering.OrderOf(Lane.Of(Rollup)));
    }

    [Fact]
    public async Task A_bad_item_of_a_batch_fails_alone()
    {
        await using var host = await IngressHost.StartAsync([1], Token);
        var wallet = new Wallet("alice", Rollup);
        var body = Rpc.Batch(
        [
            Rpc.Call("eth_sendRawTransaction", $"[\"{Hex.Encode(wallet.Sign(0))}\"]", 1),
            Rpc.Call("eth_sendRawTransaction", "[\"0x00\"]", 2),
            Rpc.Call("eth_sendRawTransaction", "[7]", 3),
            "42",
            Rpc.Call("eth_chainId", "[]", 4),
            Rpc.Call("eth_blockNumber", "[]", 5),
            Rpc.Call("no_such", "[]", 6),
        ]);

        var answers = (await host.PostAsync(Rollup, body, Token)).Json.EnumerateArray().ToList();

        Assert.Equal(7, answers.Count);
        Assert.Equal(Keccak256.Hash(wallet.Sign(0)).ToString(), answers[0].GetProperty("result").GetString());
        Assert.Equal([-32000, -32602, -32600], answers[1..4].Select(ErrorCode));
        Assert.Equal("0x2711", answers[4].GetProperty("result").GetString());
        Assert.Equal([-32002, -32601], answers[5..7].Select(ErrorCode));
        Assert.Contains("the method no_such does not exist", answers[6].GetProperty("error").GetProperty("message").GetString());
    }

    [Fact]
    public async Task The_same_transaction_again_is_already_known_before_and_after_it_is_final()
    {
        await using var host = await IngressHost.StartAsync([1], Token);
        var raw = new Wallet("alice", Rollup).Sign(0);
        var hash = (await host.SendAsync(Rollup, raw, Token)).Result;
        Assert.Equal("already known", (await host.SendAsync(Rollup, raw, Token)).ErrorText);
        await host.SoftCommittedAsync(Rollup, hash, Token);
        Assert.Equal("already known", (await host.SendAsync(Rollup, raw, Token)).ErrorText);
    }

    private static int ErrorCode(System.Text.Json.JsonElement answer) =>
        answer.GetProperty("error").GetProperty("code").GetInt32();
}
