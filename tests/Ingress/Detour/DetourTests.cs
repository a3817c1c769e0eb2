using SharedSequencer.Ingress.Tests.Hosting;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;
using SharedSequencer.Testing;

namespace SharedSequencer.Ingress.Tests.Detour;

public sealed class DetourTests
{
    private static readonly RollupId Rollup = new(1);
    private static readonly Wallet Alice = new("alice", Rollup);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("away")]
    [InlineData("refuses batches")]
    [InlineData("hangs on batches")]
    [InlineData("loses batches")]
    [InlineData("cut off")]
    public async Task What_the_own_ordering_does_not_order_goes_through_another_operators_validator(string trouble)
    {
        await using var network = await DetourNetwork.StartAsync(Token);
        var before = network.Validator.Batches.Count;
        network.Trouble(trouble);

        var hash = (await network.Host.SendAsync(Rollup, Alice.Sign(0), Token)).Result;
        await network.Host.SoftCommittedAsync(Rollup, hash, Token);

        Assert.Equal([Hash256.Parse(hash)], network.Ordering.OrderOf(Lane.Of(Rollup)));
        var detoured = network.Validator.Batches.Skip(before).Select(bytes => Hex.Encode(bytes)).ToHashSet();
        Assert.Single(detoured);
        Assert.All(
            network.Ordering.Published.Where(bytes => Batch.TryDecode(bytes, out var batch, out _) && batch.Header.Lane == Lane.Of(Rollup)),
            bytes => Assert.Contains(Hex.Encode(bytes), detoured));
    }

    [Fact]
    public async Task When_the_own_ordering_is_back_it_is_used_again()
    {
        await using var network = await DetourNetwork.StartAsync(Token);
        network.Trouble("away");
        var first = (await network.Host.SendAsync(Rollup, Alice.Sign(0), Token)).Result;
        await network.Host.SoftCommittedAsync(Rollup, first, Token);

        network.Ordering.IsAway = false;
        network.Validator.Take = static _ => 503;
        network.Validator.Blocks = static (_, _, _) => [0xc0];
        var second = (await network.Host.SendAsync(Rollup, Alice.Sign(1), Token)).Result;
        await network.Host.SoftCommittedAsync(Rollup, second, Token);

        Assert.Equal([first, second], network.Ordering.OrderOf(Lane.Of(Rollup)).Select(hash => hash.ToString()));
    }

    [Fact]
    public async Task In_good_times_nothing_is_sent_elsewhere()
    {
        await using var network = await DetourNetwork.StartAsync(Token, afterMilliseconds: 60_000);
        var hash = (await network.Host.SendAsync(Rollup, Alice.Sign(0), Token)).Result;

        await network.Host.SoftCommittedAsync(Rollup, hash, Token);

        Assert.Empty(network.Validator.Batches);
    }

    [Fact]
    public async Task Blocks_that_break_the_rules_are_not_believed_whoever_sends_them()
    {
        await using var network = await DetourNetwork.StartAsync(Token);
        var lies = new TestChain(new TestNetwork(1, 2)).Register();
        network.Trouble("away");
        network.Validator.Blocks = (_, _, _) => Page(lies.Blocks[0]);
        var hash = (await network.Host.SendAsync(Rollup, Alice.Sign(0), Token)).Result;
        await Eventually.HoldsAsync(
            () => network.Ordering.OrderOf(Lane.Of(Rollup)).Count == 1, "the batch is ordered, unseen", Token);
        Assert.NotEqual("SoftCommitted", await network.StatusAsync(hash, Token));

        network.Ordering.IsAway = false;
        await network.Host.SoftCommittedAsync(Rollup, hash, Token);
    }

    [Theory]
    [InlineData("Ingress:Validators:7:Url=https://127.0.0.1:1")]
    [InlineData("Ingress:Validators:0:Url=http://127.0.0.1:1")]
    [InlineData("Ingress:Detour:AfterMilliseconds=1")]
    public async Task A_wrong_setting_is_told_at_start(string setting)
    {
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => IngressHost.StartAsync([1], Token, setting));

        Assert.Contains("Ingress:", failure.ToString());
    }

    private static byte[] Page(FinalizedBlock block)
    {
        var writer = new RlpWriter();
        writer.BeginList();
        writer.Write(block.WithoutBatches().Encode());
        writer.EndList();
        return writer.ToArray();
    }
}
