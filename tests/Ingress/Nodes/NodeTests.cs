using System.Text.Json;
using SharedSequencer.Ingress.Tests.Hosting;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;
using SharedSequencer.Testing;

namespace SharedSequencer.Ingress.Tests.Nodes;

/// <summary>With a real anvil as the rollup's node.</summary>
public sealed class NodeTests
{
    private static readonly RollupId Rollup = new(1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_mixed_batch_is_answered_in_order_by_whom_it_concerns()
    {
        await using var anvil = await Anvil.StartAsync(Rollup, Token);
        await using var host = await IngressHost.StartAsync([1], Token, anvil.SettingsFor(Rollup));
        var wallet = new Wallet("alice", Rollup);
        await anvil.FundAsync(wallet, Token);
        var body = Rpc.Batch(
        [
            Rpc.Call("eth_blockNumber", "[]", 1),
            Rpc.Call("eth_sendRawTransaction", $"[\"{Hex.Encode(wallet.Sign(0))}\"]", 2),
            Rpc.Call("eth_chainId", "[]", 3),
            Rpc.Call("eth_getBalance", $"[\"{wallet.Address}\",\"latest\"]", 4),
            Rpc.Call("eth_getBalance", "[\"nonsense\"]", 5),
            Rpc.Call("eth_getBlockByNumber", "[\"safe\",false]", 6),
            Rpc.Call("eth_getLogs", "[{\"fromBlock\":\"finalized\"}]", 7),
        ]);

        var answers = (await host.PostAsync(Rollup, body, Token)).Json.EnumerateArray().ToList();

        Assert.Equal([1, 2, 3, 4, 5, 6, 7], answers.Select(answer => answer.GetProperty("id").GetInt32()));
        Assert.Equal(
            ["0x0", Keccak256.Hash(wallet.Sign(0)).ToString(), "0x2711", "0xde0b6b3a7640000"],
            answers[..4].Select(answer => answer.GetProperty("result").GetString()));
        Assert.All(answers[4..], answer => Assert.True(answer.TryGetProperty("error", out _)));
        Assert.Contains("safe", answers[5].GetProperty("error").GetProperty("message").GetString());
    }

    [Fact]
    public async Task Nonces_count_what_is_journaled_as_pending_and_what_is_soft_committed_as_latest()
    {
        await using var anvil = await Anvil.StartAsync(Rollup, Token);
        await using var host = await IngressHost.StartAsync([1], Token, anvil.SettingsFor(Rollup));
        var wallet = new Wallet("alice", Rollup);
        Assert.Equal(("0x0", "0x0"), await CountsAsync(host, wallet));
        host.Ordering.RefusesBatches = true;
        var hash = (await host.SendAsync(Rollup, wallet.Sign(0), Token)).Result;
        Assert.Equal(("0x0", "0x1"), await CountsAsync(host, wallet));
        host.Ordering.RefusesBatches = false;
        await host.SoftCommittedAsync(Rollup, hash, Token);
        Assert.Equal(("0x1", "0x1"), await CountsAsync(host, wallet));
    }

    [Fact]
    public async Task Nonces_are_judged_in_the_words_of_geth()
    {
        await using var anvil = await Anvil.StartAsync(Rollup, Token);
        await using var host = await IngressHost.StartAsync([1], Token, anvil.SettingsFor(Rollup));
        var wallet = new Wallet("alice", Rollup);
        host.Ordering.RefusesBatches = true;
        var first = (await host.SendAsync(Rollup, wallet.Sign(0), Token)).Result;
        var other = wallet.Sign(wallet.Transfer(0) with { Value = 2 });
        Assert.Equal("replacement transaction underpriced", (await host.SendAsync(Rollup, other, Token)).ErrorText);
        host.Ordering.RefusesBatches = false;
        await host.SoftCommittedAsync(Rollup, first, Token);
        Assert.Equal("nonce too low", (await host.SendAsync(Rollup, other, Token)).ErrorText);
    }

    [Fact]
    public async Task A_transaction_is_pending_until_the_node_has_executed_it()
    {
        await using var anvil = await Anvil.StartAsync(Rollup, Token);
        await using var host = await IngressHost.StartAsync([1], Token, anvil.SettingsFor(Rollup));
        var wallet = new Wallet("alice", Rollup);
        await anvil.FundAsync(wallet, Token);
        var request = wallet.Transfer(0) with { MaxFeePerGas = 10_000_000_000 };
        var raw = wallet.Sign(request);
        var hash = (await host.SendAsync(Rollup, raw, Token)).Result;

        var pending = (await host.CallAsync(Rollup, "eth_getTransactionByHash", $"[\"{hash}\"]", Token))
            .Json.GetProperty("result");
        Assert.Equal(JsonValueKind.Null, pending.GetProperty("blockHash").ValueKind);
        Assert.Equal(wallet.Address.ToString(), pending.GetProperty("from").GetString());
        Assert.Equal(JsonValueKind.Null, (await ReceiptAsync(host, hash)).ValueKind);

        await anvil.ExecuteAsync(Hex.Encode(raw), Token);
        Assert.Equal("0x1", (await ReceiptAsync(host, hash)).GetProperty("status").GetString());
        var mined = (await host.CallAsync(Rollup, "eth_getTransactionByHash", $"[\"{hash}\"]", Token)).Json;
        Assert.Equal("0x1", mined.GetProperty("result").GetProperty("blockNumber").GetString());
    }

    [Theory]
    [InlineData("20000")]
    [InlineData("\"0x4e20\"")]
    public async Task Sending_synchronously_returns_the_receipt(string timeout)
    {
        await using var anvil = await Anvil.StartAsync(Rollup, Token);
        await using var host = await IngressHost.StartAsync([1], Token, anvil.SettingsFor(Rollup));
        var wallet = new Wallet("alice", Rollup);
        await anvil.FundAsync(wallet, Token);
        var raw = Hex.Encode(wallet.Sign(wallet.Transfer(0) with { MaxFeePerGas = 10_000_000_000 }));
        var sending = host.CallAsync(Rollup, "eth_sendRawTransactionSync", $"[\"{raw}\",{timeout}]", Token);
        await Eventually.HoldsAsync(() => host.Ordering.OrderOf(Lane.Of(Rollup)).Count == 1, "it is ordered", Token);
        await anvil.ExecuteAsync(raw, Token);
        Assert.Equal("0x1", (await sending).Json.GetProperty("result").GetProperty("status").GetString());
    }

    [Fact]
    public async Task Sending_synchronously_tells_a_timeout_and_a_gap_by_code_with_the_hash()
    {
        await using var anvil = await Anvil.StartAsync(Rollup, Token);
        await using var host = await IngressHost.StartAsync([1], Token, anvil.SettingsFor(Rollup));
        var wallet = new Wallet("alice", Rollup);
        foreach (var (nonce, code) in new[] { (0UL, 4), (2UL, 5) })
        {
            var raw = wallet.Sign(nonce);
            var reply = await host.CallAsync(
                Rollup, "eth_sendRawTransactionSync", $"[\"{Hex.Encode(raw)}\",1]", Token);
            Assert.Equal(code, reply.ErrorCode);
            Assert.Equal(
                Keccak256.Hash(raw).ToString(), reply.Json.GetProperty("error").GetProperty("data").GetString());
        }
    }

    [Fact]
    public async Task With_the_node_away_known_senders_are_served_and_unknown_ones_told()
    {
        var anvil = await Anvil.StartAsync(Rollup, Token);
        await using var host = await IngressHost.StartAsync([1], Token, anvil.SettingsFor(Rollup));
        var (known, unknown) = (new Wallet("alice", Rollup), new Wallet("bob", Rollup));
        await host.SendAsync(Rollup, known.Sign(0), Token);
        await anvil.DisposeAsync();
        Assert.Equal(Keccak256.Hash(known.Sign(1)).ToString(), (await host.SendAsync(Rollup, known.Sign(1), Token)).Result);
        Assert.Equal(-32002, (await host.SendAsync(Rollup, unknown.Sign(0), Token)).ErrorCode);
        Assert.Equal(-32002, (await host.CallAsync(Rollup, "eth_blockNumber", "[]", Token)).ErrorCode);
    }

    private static async Task<(string Latest, string Pending)> CountsAsync(IngressHost host, Wallet wallet)
    {
        var latest = await host.CallAsync(Rollup, "eth_getTransactionCount", $"[\"{wallet.Address}\",\"latest\"]", Token);
        var pending = await host.CallAsync(Rollup, "eth_getTransactionCount", $"[\"{wallet.Address}\",\"pending\"]", Token);
        return (latest.Result, pending.Result);
    }

    private static async Task<JsonElement> ReceiptAsync(IngressHost host, string hash) =>
        (await host.CallAsync(Rollup, "eth_getTransactionReceipt", $"[\"{hash}\"]", Token)).Json.GetProperty("result");
}
