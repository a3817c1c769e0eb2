using System.Net;
using System.Net.Http.Json;
using SharedSequencer.Ingress.Tests.Hosting;
using SharedSequencer.Messages;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;
using SharedSequencer.Testing;

namespace SharedSequencer.Ingress.Tests.Rest;

public sealed class EvidenceTests
{
    // The chain of the tests begins in 2023, the ingress's clock shows today: the deadline is the later one's.
    private static readonly TimeSpan BeyondDeadline = TimeSpan.FromDays(365 * 100);
    private static readonly RollupId Rollup = new(1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_broken_receipt_is_told_to_everybody_and_the_chain_proves_it()
    {
        await using var host = await IngressHost.StartAsync([1], Token);
        host.Ordering.LosesBatches = true;
        var hash = (await host.SendAsync(Rollup, new Wallet("alice", Rollup).Sign(0), Token)).Result;
        Assert.Empty((await PageAsync(host, "")).Items);
        host.Ordering.Advance(BeyondDeadline);
        await Eventually.HoldsAsync(async _ => (await PageAsync(host, "")).Items.Count == 1, "it is told", Token);

        await using var restarted = await host.RestartAsync(Token);
        restarted.Ordering.LosesBatches = false;
        await restarted.SoftCommittedAsync(Rollup, hash, Token);

        var page = await PageAsync(restarted, "");
        var item = Assert.Single(page.Items);
        Assert.Equal((nameof(Evidence.BrokenReceipt), "r1", "r1"), (item.Kind, item.Number, page.Next));
        Assert.True(Hex.TryDecode(item.Rlp, out var rlp));
        Assert.True(Evidence.TryDecode(rlp, out var evidence));
        var broken = Assert.IsType<Evidence.BrokenReceipt>(evidence);
        Assert.Equal(hash, broken.Receipt.Transaction.ToString());
        Assert.True(broken.Receipt.IsSignedBy(broken.Ingress, broken.Signature));
        Assert.Equal(ReceiptStanding.Broken, Audit(restarted, broken.Receipt));
    }

    [Fact]
    public async Task After_the_own_receipts_comes_what_ordering_has_collected()
    {
        await using var host = await IngressHost.StartAsync([1], Token);

        Assert.Equal("7", (await PageAsync(host, "")).Next);
        Assert.Equal("7", (await PageAsync(host, "?cursor=r5")).Next);
        Assert.Null((await PageAsync(host, "?cursor=7&limit=3")).Next);
        foreach (var wrong in new[] { "?cursor=x", "?cursor=r", "?cursor=-1", "?limit=0" })
            Assert.Equal(HttpStatusCode.BadRequest, (await host.Http.GetAsync("/v1/evidence" + wrong, Token)).StatusCode);
        host.Ordering.IsAway = true;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await host.Http.GetAsync("/v1/evidence", Token)).StatusCode);
    }

    private static ReceiptStanding Audit(IngressHost host, Receipt receipt)
    {
        var follower = new ChainFollower(host.Ordering.Network.Genesis);
        var audit = new ReceiptAudit(receipt, follower.State);
        foreach (var block in host.Ordering.Chain)
        {
            Assert.True(follower.TryApply(block, out var expanded, out _));
            audit.Take(expanded);
        }
        return audit.Standing;
    }

    private static async Task<EvidencePage> PageAsync(IngressHost host, string query) =>
        (await host.Http.GetFromJsonAsync<EvidencePage>("/v1/evidence" + query, MeshJson.Options, Token))!;
}
