using System.Net.Http.Json;
using SharedSequencer.Ingress.Tests.Hosting;
using SharedSequencer.Messages;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;
using SharedSequencer.Testing;

namespace SharedSequencer.Ingress.Tests.Bundles;

/// <summary>What a wallet sees of its nonces while its transactions travel in bundles; the node executes nothing by itself.</summary>
public sealed class LegNonceTests
{
    private static readonly RollupId Rollup = new(1);
    private static readonly Wallet Alice = new("alice", Rollup);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_the_bundle_is_included_the_next_nonce_counts_and_what_was_held_for_it_follows()
    {
        await using var node = await NodeDouble.StartAsync(Token);
        await using var host = await IngressHost.StartAsync([1, 2], Token, node.SettingsFor(Rollup));
        host.Ordering.RefusesBatches = true;
        var bundle = BundleOf(host, nonce: 0);
        Assert.Equal("Received", (await host.SendAsync(bundle)).Json.Text("status"));
        var next = (await host.SendAsync(Rollup, Alice.Sign(1), Token)).Result;
        Assert.Equal("Held", await StatusAsync(host, next));
        Assert.Equal(("0x0", "0x0"), await CountsAsync(host));

        host.Ordering.RefusesBatches = false;
        await host.SoftCommittedAsync(Rollup, next, Token);

        Assert.Equal(("0x2", "0x2"), await CountsAsync(host));
        Assert.Equal("already known", (await host.SendAsync(Rollup, Alice.Sign(0), Token)).ErrorText);
    }

    [Fact]
    public async Task Bundles_of_one_account_follow_each_other_and_plain_transactions_follow_them()
    {
        await using var node = await NodeDouble.StartAsync(Token);
        await using var host = await IngressHost.StartAsync([1, 2], Token, node.SettingsFor(Rollup));
        var (first, second) = (BundleOf(host, nonce: 0), BundleOf(host, nonce: 1));
        await host.SendAsync(first);
        Assert.Equal("Included", (await host.SendAsync(second, "?wait=10000")).Json.Text("status"));

        Assert.Equal(("0x2", "0x2"), await CountsAsync(host));
        await host.SoftCommittedAsync(Rollup, (await host.SendAsync(Rollup, Alice.Sign(2), Token)).Result, Token);
        Assert.Equal("Included", (await host.SendAsync(BundleOf(host, nonce: 3), "?wait=10000")).Json.Text("status"));
        Assert.Equal(("0x4", "0x4"), await CountsAsync(host));
    }

    [Fact]
    public async Task After_a_restart_legs_count_whether_they_were_included_before_it_or_are_after_it()
    {
        await using var node = await NodeDouble.StartAsync(Token);
        await using var host = await IngressHost.StartAsync([1, 2], Token, node.SettingsFor(Rollup));
        await host.SendAsync(BundleOf(host, nonce: 0), "?wait=10000");
        host.Ordering.RefusesBatches = true;
        var second = BundleOf(host, nonce: 1);
        await host.SendAsync(second);

        await using var restarted = await host.RestartAsync(Token, node.SettingsFor(Rollup));
        Assert.Equal(("0x1", "0x1"), await CountsAsync(restarted));
        host.Ordering.RefusesBatches = false;
        await restarted.BecomesAsync(second.Id.ToString(), "Included");

        Assert.Equal(("0x2", "0x2"), await CountsAsync(restarted));
        await restarted.SoftCommittedAsync(Rollup, (await restarted.SendAsync(Rollup, Alice.Sign(2), Token)).Result, Token);
    }

    [Fact]
    public async Task A_bundle_that_is_refused_raises_nothing()
    {
        await using var node = await NodeDouble.StartAsync(Token);
        await using var host = await IngressHost.StartAsync([1, 2], Token, node.SettingsFor(Rollup));
        var author = new BundleAuthor("alice", host.Ordering);
        var bundle = BundleOf(host, nonce: 0);
        await host.SendAsync(
            HttpMethod.Delete, $"/v1/bundles/{bundle.Id}?wait=10000", BundleAuthor.Json(author.Cancel(bundle.Id)));
        Assert.Equal("Refused", (await host.SendAsync(bundle, "?wait=10000")).Json.Text("status"));

        Assert.Equal(("0x0", "0x0"), await CountsAsync(host));
        Assert.Equal("Held", await StatusAsync(host, (await host.SendAsync(Rollup, Alice.Sign(1), Token)).Result));
    }

    [Fact]
    public async Task A_leg_that_the_node_skipped_leaves_its_nonce_free()
    {
        await using var node = await NodeDouble.StartAsync(Token);
        await using var host = await IngressHost.StartAsync([1, 2], Token, node.SettingsFor(Rollup));
        var bundle = BundleOf(host, nonce: 0);
        await host.SendAsync(bundle, "?wait=10000");
        Assert.Equal(("0x1", "0x1"), await CountsAsync(host));

        var leg = bundle.Legs[0].TransactionHashes[0].ToString();
        var report = new RollupExecuted(1, 1, leg, [new ExecutedTransaction(leg, ExecutionOutcome.Skipped, "no funds")]);
        using var answer = await host.Http.PostAsJsonAsync($"/events/{Topics.RollupExecuted}", report, MeshJson.Options, Token);

        Assert.Equal(("0x0", "0x0"), await CountsAsync(host));
        var other = Alice.Sign(Alice.Transfer(0) with { Value = 7 });
        await host.SoftCommittedAsync(Rollup, (await host.SendAsync(Rollup, other, Token)).Result, Token);
        await using var restarted = await host.RestartAsync(Token, node.SettingsFor(Rollup));
        Assert.Equal(("0x1", "0x1"), await CountsAsync(restarted));
    }

    private static Bundle BundleOf(IngressHost host, ulong nonce)
    {
        var author = new BundleAuthor("alice", host.Ordering);
        var terms = author.Terms();
        return author.Bundle(terms, [.. terms.Legs.Select(leg => new BundleLeg([new Wallet("alice", leg.Rollup).Sign(nonce)]))]);
    }

    private static async Task<(string Latest, string Pending)> CountsAsync(IngressHost host)
    {
        var latest = await host.CallAsync(Rollup, "eth_getTransactionCount", $"[\"{Alice.Address}\",\"latest\"]", Token);
        var pending = await host.CallAsync(Rollup, "eth_getTransactionCount", $"[\"{Alice.Address}\",\"pending\"]", Token);
        return (latest.Result, pending.Result);
    }

    private static async Task<string> StatusAsync(IngressHost host, string hash)
    {
        var reply = await host.CallAsync(Rollup, "seq_getTransaction", $"[\"{hash}\"]", Token);
        return reply.Json.GetProperty("result").GetProperty("status").GetString()!;
    }
}
