using SharedSequencer.Primitives;
using SharedSequencer.Protocol;
using SharedSequencer.Testing;

namespace SharedSequencer.Ingress.Tests.Hosting;

public sealed class RestartTests
{
    private static readonly RollupId Rollup = new(1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_answered_before_a_restart_is_ordered_after_it()
    {
        await using var host = await IngressHost.StartAsync([1], Token);
        host.Ordering.RefusesBatches = true;
        var wallet = new Wallet("alice", Rollup);
        var hashes = new List<Hash256>();
        for (var nonce = 0UL; nonce < 5; nonce++)
            hashes.Add(Hash256.Parse((await host.SendAsync(Rollup, wallet.Sign(nonce), Token)).Result));

        await using var restarted = await host.RestartAsync(Token);
        host.Ordering.RefusesBatches = false;
        await restarted.SoftCommittedAsync(Rollup, hashes[^1].ToString(), Token);

        Assert.Equal(hashes, restarted.Ordering.OrderOf(Lane.Of(Rollup)));
        Assert.Equal(
            "already known", (await restarted.SendAsync(Rollup, wallet.Sign(4), Token)).ErrorText);
    }

    [Fact]
    public async Task A_lost_batch_is_sent_again_byte_for_byte_also_after_a_restart()
    {
        await using var host = await IngressHost.StartAsync(
            [1], Token, "Batching:ResendAfterMilliseconds=50", "Batching:ResendAtMostMilliseconds=100");
        var before = host.Ordering.Published.Count;
        host.Ordering.LosesBatches = true;
        var hash = (await host.SendAsync(Rollup, new Wallet("alice", Rollup).Sign(0), Token)).Result;
        await Eventually.HoldsAsync(() => host.Ordering.Published.Count >= before + 3, "sent three times", Token);

        await using var restarted = await host.RestartAsync(Token);
        var resent = host.Ordering.Published.Count;
        await Eventually.HoldsAsync(() => host.Ordering.Published.Count > resent, "sent again", Token);
        host.Ordering.LosesBatches = false;
        var status = await restarted.SoftCommittedAsync(Rollup, hash, Token);

        var copies = host.Ordering.Published.Skip(before).Select(bytes => Hex.Encode(bytes)).Distinct();
        Assert.Single(copies);
        Assert.Equal("SoftCommitted", status.GetProperty("status").GetString());
    }

    [Fact]
    public async Task Entries_of_an_expired_batch_go_into_a_new_one()
    {
        await using var host = await IngressHost.StartAsync(
            [1], Token, "Batching:ResendAfterMilliseconds=50", "Batching:ResendAtMostMilliseconds=100");
        host.Ordering.LosesBatches = true;
        var wallet = new Wallet("alice", Rollup);
        var hash = (await host.SendAsync(Rollup, wallet.Sign(0), Token)).Result;
        await Eventually.HoldsAsync(() => host.Ordering.Published.Count >= 2, "the batch was sent", Token);
        host.Ordering.Advance(TimeSpan.FromMinutes(10) + TimeSpan.FromSeconds(1));
        host.Ordering.LosesBatches = false;

        await host.SoftCommittedAsync(Rollup, hash, Token);

        Assert.Equal([Keccak256.Hash(wallet.Sign(0))], host.Ordering.OrderOf(Lane.Of(Rollup)));
    }

    [Fact]
    public async Task A_held_transaction_survives_a_restart_and_follows_when_the_gap_closes()
    {
        await using var anvil = await Anvil.StartAsync(Rollup, Token);
        await using var host = await IngressHost.StartAsync([1], Token, anvil.SettingsFor(Rollup));
        var wallet = new Wallet("alice", Rollup);
        var held = (await host.SendAsync(Rollup, wallet.Sign(1), Token)).Result;
        Assert.Equal("Held", await StatusAsync(host, held));

        await using var restarted = await host.RestartAsync(Token, anvil.SettingsFor(Rollup));
        Assert.Equal("Held", await StatusAsync(restarted, held));
        await restarted.SendAsync(Rollup, wallet.Sign(0), Token);
        await restarted.SoftCommittedAsync(Rollup, held, Token);

        Assert.Equal(
            [Keccak256.Hash(wallet.Sign(0)), Keccak256.Hash(wallet.Sign(1))],
            restarted.Ordering.OrderOf(Lane.Of(Rollup)));
    }

    [Fact]
    public async Task A_retry_of_what_was_final_before_a_restart_is_known_and_another_with_its_nonce_is_too_low()
    {
        await using var anvil = await Anvil.StartAsync(Rollup, Token);
        await using var host = await IngressHost.StartAsync([1], Token, anvil.SettingsFor(Rollup));
        var wallet = new Wallet("alice", Rollup);
        await host.SoftCommittedAsync(Rollup, (await host.SendAsync(Rollup, wallet.Sign(0), Token)).Result, Token);

        await using var restarted = await host.RestartAsync(Token, anvil.SettingsFor(Rollup));

        Assert.Equal("already known", (await restarted.SendAsync(Rollup, wallet.Sign(0), Token)).ErrorText);
        var other = wallet.Sign(wallet.Transfer(0) with { Value = 7 });
        Assert.Equal("nonce too low", (await restarted.SendAsync(Rollup, other, Token)).ErrorText);
    }

    [Fact]
    public async Task With_the_database_away_only_what_needs_it_fails_and_all_goes_on_when_it_is_back()
    {
        await using var cluster = await PostgresCluster.StartAsync(Token);
        var database = await cluster.CreateDatabaseAsync(Token);
        var ordering = new OrderingDouble(new TestNetwork(1));
        await ordering.StartAsync(Token);
        await using var host = await IngressHost.StartAsync(ordering, database, ownsOrdering: true, [], Token);
        await host.RegisterAsync(Rollup, Token);
        var wallet = new Wallet("alice", Rollup);
        var first = (await host.SendAsync(Rollup, wallet.Sign(0), Token)).Result;
        await cluster.KillAsync(Token);

        var body = Rpc.Batch([Rpc.Call("eth_chainId", "[]", 1), Rpc.Call("seq_getTransaction", $"[\"{first}\"]", 2)]);
        var answers = (await host.PostAsync(Rollup, body, Token)).Json.EnumerateArray().ToList();
        var sending = host.SendAsync(Rollup, wallet.Sign(1), Token);
        await cluster.StartServerAsync(Token);

        Assert.Equal("0x2711", answers[0].GetProperty("result").GetString());
        Assert.Equal(-32002, answers[1].GetProperty("error").GetProperty("code").GetInt32());
        await host.SoftCommittedAsync(Rollup, first, Token);
        await host.SoftCommittedAsync(Rollup, (await sending).Result, Token);
    }

    private static async Task<string> StatusAsync(IngressHost host, string hash)
    {
        var reply = await host.CallAsync(Rollup, "seq_getTransaction", $"[\"{hash}\"]", Token);
        return reply.Json.GetProperty("result").GetProperty("status").GetString()!;
    }
}
