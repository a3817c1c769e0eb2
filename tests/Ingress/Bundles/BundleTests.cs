using System.Net;
using System.Text.Json.Nodes;
using SharedSequencer.Ingress.Tests.Hosting;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;
using SharedSequencer.Testing;

namespace SharedSequencer.Ingress.Tests.Bundles;

/// <summary>The life of bundles as a client sees it; the chain behind it is real.</summary>
public sealed class BundleTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_bundle_is_taken_ordered_and_told_with_the_time_of_each_step()
    {
        await using var host = await IngressHost.StartAsync([1, 2], Token);
        var bundle = new BundleAuthor("alice", host.Ordering).Bundle();

        var (status, json) = await host.SendAsync(bundle, "?wait=10000");

        Assert.Equal((HttpStatusCode.Accepted, "Included"), (status, json.Text("status")));
        Assert.Equal((bundle.Id.ToString(), bundle.Terms.EscrowId.ToString()), (json.Text("bundleHash"), json.Text("escrowId")));
        Assert.Equal("True", json.Text("isFinal"));
        Assert.Equal(["Received", "Included"], json.GetProperty("steps").EnumerateArray().Select(step => step.Text("step")));
        Assert.All(json.GetProperty("steps").EnumerateArray(), step => Assert.True(ulong.Parse(step.Text("time")) > 0));
        Assert.Equal("10002", json.GetProperty("legs")[1].Text("chainId"));
        Assert.Equal(
            bundle.Legs[0].TransactionHashes[0].ToString(), json.GetProperty("legs")[0].GetProperty("txHashes")[0].GetString());
        Assert.Equal("Included", (await host.AskAsync($"/v1/bundles/{bundle.Terms.EscrowId}")).Json.Text("status"));
    }

    [Fact]
    public async Task The_same_bundle_again_is_the_same_answer_also_after_its_time_and_a_restart()
    {
        await using var host = await IngressHost.StartAsync([1, 2], Token);
        var bundle = new BundleAuthor("alice", host.Ordering).Bundle();
        var sent = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => host.SendAsync(bundle)));
        Assert.All(sent, answer => Assert.Equal(HttpStatusCode.Accepted, answer.Status));
        await host.BecomesAsync(bundle.Id.ToString(), "Included");
        host.Ordering.Advance(TimeSpan.FromMinutes(5));

        await using var restarted = await host.RestartAsync(Token);
        var (status, json) = await restarted.SendAsync(bundle);

        Assert.Equal((HttpStatusCode.Accepted, "Included"), (status, json.Text("status")));
        Assert.Single(Leaves(host, OutcomeKind.Bundle));
    }

    [Fact]
    public async Task A_key_stands_for_one_bundle_of_its_submitter()
    {
        await using var host = await IngressHost.StartAsync([1, 2], Token);
        var (alice, bob) = (new BundleAuthor("alice", host.Ordering), new BundleAuthor("bob", host.Ordering));
        var (bundle, other) = (alice.Bundle(), alice.Bundle());
        Assert.Equal(HttpStatusCode.Accepted, (await host.SendAsync(bundle, key: "k1")).Status);
        Assert.Equal(HttpStatusCode.Accepted, (await host.SendAsync(bundle, key: "k1")).Status);
        var (status, json) = await host.SendAsync(other, key: "k1");
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "idempotency-key-reused"), (status, json.Text("code")));
        Assert.Equal(HttpStatusCode.Accepted, (await host.SendAsync(bob.Bundle(), key: "k1")).Status);
        Assert.Equal(HttpStatusCode.Accepted, (await host.SendAsync(other, key: "k2")).Status);
        await using var restarted = await host.RestartAsync(Token);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await restarted.SendAsync(other, key: "k1")).Status);
    }

    [Fact]
    public async Task Several_bundles_share_a_batch_of_their_kind_and_operations_do_not_mix_with_them()
    {
        await using var host = await IngressHost.StartAsync([1, 2], Token);
        await host.NameReportersAsync();
        var author = new BundleAuthor("alice", host.Ordering);
        host.Ordering.RefusesBatches = true;
        var bundles = Enumerable.Range(0, 12).Select(_ => author.Bundle()).ToList();
        foreach (var bundle in bundles) await host.SendAsync(bundle);
        host.Ordering.RefusesBatches = false;

        foreach (var bundle in bundles) await host.BecomesAsync(bundle.Id.ToString(), "Included");

        var batches = host.Ordering.Chain.SelectMany(block => block.Batches!).Where(batch => batch.Header.Lane.IsShared).ToList();
        Assert.Contains(batches, batch => batch.Header.Kind == BatchKind.Bundle && batch.Items.Count > 1);
        Assert.Contains(batches, batch => batch.Header.Kind == BatchKind.System);
        var outcomes = host.Ordering.Chain.SelectMany(block => block.Outcomes);
        Assert.All(outcomes, outcome => Assert.NotEqual(OutcomeCode.Malformed, outcome.Code));
    }

    [Fact]
    public async Task What_was_answered_before_a_restart_is_ordered_after_it_byte_for_byte()
    {
        await using var host = await IngressHost.StartAsync(
            [1, 2], Token, "Batching:ResendAfterMilliseconds=50", "Batching:ResendAtMostMilliseconds=100");
        var bundle = new BundleAuthor("alice", host.Ordering).Bundle();
        host.Ordering.LosesBatches = true;
        var before = host.Ordering.Published.Count;
        Assert.Equal("Received", (await host.SendAsync(bundle, "?wait=50")).Json.Text("status"));
        await Eventually.HoldsAsync(() => host.Ordering.Published.Count >= before + 2, "sent twice", Token);

        await using var restarted = await host.RestartAsync(Token);
        host.Ordering.LosesBatches = false;
        await restarted.BecomesAsync(bundle.Id.ToString(), "Included");

        Assert.Single(host.Ordering.Published.Skip(before).Select(bytes => Hex.Encode(bytes)).Distinct());
    }

    [Fact]
    public async Task A_bundle_whose_batch_expired_is_refused_by_the_chain_with_the_reason()
    {
        await using var host = await IngressHost.StartAsync(
            [1, 2], Token, "Batching:ResendAfterMilliseconds=50", "Batching:ResendAtMostMilliseconds=100");
        var bundle = new BundleAuthor("alice", host.Ordering).Bundle();
        host.Ordering.LosesBatches = true;
        await host.SendAsync(bundle);
        host.Ordering.Advance(TimeSpan.FromMinutes(10) + TimeSpan.FromSeconds(1));
        host.Ordering.LosesBatches = false;

        var found = await host.BecomesAsync(bundle.Id.ToString(), "Refused");

        Assert.Equal(("Expired", "its end of life was before the block"), (found.Text("code"), found.Text("reason")));
    }

    [Fact]
    public async Task Events_tell_each_step_once_and_end_with_the_decision()
    {
        await using var host = await IngressHost.StartAsync([1, 2], Token);
        await host.NameReportersAsync();
        var author = new BundleAuthor("alice", host.Ordering);
        var bundle = author.Bundle(author.Terms(BundleMode.Execution));
        await host.SendAsync(bundle);
        var following = host.Http.GetStringAsync($"/v1/bundles/{bundle.Id}/events", Token);
        await host.BecomesAsync(bundle.Id.ToString(), "Included");

        foreach (var leg in new byte[] { 0, 1 })
        {
            var (status, _) = await host.SendAsync(HttpMethod.Post, "/v1/bundles/reports", host.ReportOf(bundle, leg));
            Assert.Equal(HttpStatusCode.Accepted, status);
        }

        var events = (await following.WaitAsync(TimeSpan.FromSeconds(30), Token)).Split('\n');
        Assert.Equal(["event: received", "event: ordered", "event: decision"], events.Where(line => line.StartsWith("event")));
        Assert.Contains(events, line => line.Contains("\"code\":\"Committed\"", StringComparison.Ordinal));
        using var again = new HttpRequestMessage(HttpMethod.Get, $"/v1/bundles/{bundle.Id}/events");
        again.Headers.Add("Last-Event-ID", events.Where(line => line.StartsWith("id: ")).ElementAt(1)[4..]);
        using var rest = await host.Http.SendAsync(again, Token);
        Assert.Equal(
            events.Where(line => line.StartsWith("id")).Skip(2),
            (await rest.Content.ReadAsStringAsync(Token)).Split('\n').Where(line => line.StartsWith("id")));
    }

    [Fact]
    public async Task A_failed_leg_aborts_and_both_outcomes_are_proved()
    {
        await using var host = await IngressHost.StartAsync([1, 2], Token);
        await host.NameReportersAsync();
        var author = new BundleAuthor("alice", host.Ordering);
        var bundle = author.Bundle(author.Terms(BundleMode.Execution));
        Assert.Equal(HttpStatusCode.NotFound, (await host.AskAsync($"/v1/bundles/{bundle.Id}/proof")).Status);
        await host.SendAsync(bundle, "?wait=10000");
        await host.SendAsync(HttpMethod.Post, "/v1/bundles/reports", host.ReportOf(bundle, 1, success: false));
        await host.BecomesAsync(bundle.Id.ToString(), "Aborted");

        var (status, json) = await host.AskAsync($"/v1/bundles/{bundle.Id}/proof");

        Assert.Equal(HttpStatusCode.OK, status);
        foreach (var (part, code) in new[] { ("bundle", OutcomeCode.Included), ("decision", OutcomeCode.AbortedLegFailed) })
        {
            Assert.True(Hex.TryDecode(json.GetProperty(part).Text("rlp"), out var rlp));
            Assert.True(OutcomeProof.TryDecode(rlp, out var proof));
            Assert.Equal((BlockFault.None, code), (proof.Check(host.Ordering.Network.Genesis), proof.Outcome.Code));
        }
    }

    [Fact]
    public async Task A_cancel_that_is_ordered_first_keeps_the_bundle_out()
    {
        await using var host = await IngressHost.StartAsync([1, 2], Token);
        var author = new BundleAuthor("alice", host.Ordering);
        var bundle = author.Bundle();
        var (status, json) = await host.SendAsync(
            HttpMethod.Delete, $"/v1/bundles/{bundle.Id}?wait=10000", BundleAuthor.Json(author.Cancel(bundle.Id)));
        Assert.Equal((HttpStatusCode.Accepted, "Applied"), (status, json.Text("status")));
        // What the bundles service foresees is left to the chain, whose word can be proved.
        host.Ordering.Advice = _ => new(false, "Cancelled", "cancelled by its submitter", []);
        Assert.Equal("Cancelled", (await host.SendAsync(bundle, "?wait=10000")).Json.Text("code"));

        var included = author.Bundle();
        await host.SendAsync(included, "?wait=10000");
        (status, json) = await host.SendAsync(
            HttpMethod.Delete, $"/v1/bundles/{included.Id}", BundleAuthor.Json(author.Cancel(included.Id)));
        Assert.Equal((HttpStatusCode.Conflict, "too-late"), (status, json.Text("code")));
    }

    [Fact]
    public async Task A_cancel_that_was_ordered_in_vain_is_ordered_anew_when_it_comes_again()
    {
        await using var host = await IngressHost.StartAsync([1, 2], Token);
        var author = new BundleAuthor("alice", host.Ordering);
        var intent = Keccak256.Hash([1]);
        var bundle = author.Bundle(author.Terms() with { Replacement = intent, Version = 1 });
        await host.SendAsync(bundle, "?wait=10000");
        var cancel = (author.Cancel(default) with { Replacement = intent, Version = 1 }).SignedBy(author.Key);

        for (var i = 0; i < 2; i++)
        {
            var (_, json) = await host.SendAsync(
                HttpMethod.Delete, $"/v1/bundles/{intent}?wait=10000", BundleAuthor.Json(cancel));
            Assert.Equal("Rejected", json.Text("status"));
        }

        var bytes = new BundleItem.Cancel(cancel).Encode();
        await Eventually.HoldsAsync(
            () => host.Ordering.Chain.SelectMany(block => block.Batches!).SelectMany(batch => batch.Items)
                .Count(item => item.Span.SequenceEqual(bytes)) == 2,
            "it is ordered twice", Token);
    }

    [Fact]
    public async Task Another_submitter_with_the_same_replacement_id_replaces_nobody()
    {
        await using var host = await IngressHost.StartAsync([1, 2], Token);
        var (alice, mallory) = (new BundleAuthor("alice", host.Ordering), new BundleAuthor("mallory", host.Ordering));
        var replacement = Keccak256.Hash([7]);
        var first = mallory.Bundle(mallory.Terms() with { Replacement = replacement, Version = 9 });
        var second = alice.Bundle(alice.Terms() with { Replacement = replacement, Version = 1 });
        var third = alice.Bundle(alice.Terms() with { Replacement = replacement, Version = 2 });

        foreach (var (bundle, code) in new[] { (first, "Included"), (second, "Included"), (third, "Replaced") })
            Assert.Equal(code, (await host.SendAsync(bundle, "?wait=10000")).Json.Text("code"));
    }

    [Fact]
    public async Task Terms_whose_time_passed_without_their_bundle_are_aborted_for_whoever_asks()
    {
        await using var host = await IngressHost.StartAsync([1, 2], Token);
        var author = new BundleAuthor("alice", host.Ordering);
        var terms = author.Terms(BundleMode.Execution);
        var (status, json) = await host.SendAsync(HttpMethod.Post, "/v1/bundles/expiries", BundleAuthor.Json(terms));
        Assert.Equal((HttpStatusCode.Conflict, "not-expired"), (status, json.Text("code")));
        host.Ordering.Advance(TimeSpan.FromMinutes(2));
        await Eventually.HoldsAsync(
            async _ => (await host.SendAsync(HttpMethod.Post, "/v1/bundles/expiries", BundleAuthor.Json(terms))).Status
                == HttpStatusCode.Accepted,
            "the chain's time is seen", Token);

        var found = await host.BecomesAsync(terms.EscrowId.ToString(), "Aborted");

        Assert.Equal("AbortedExpired", found.Text("code"));
        (status, json) = await host.SendAsync(HttpMethod.Post, "/v1/bundles/expiries", BundleAuthor.Json(terms));
        Assert.Equal((HttpStatusCode.Conflict, "too-late"), (status, json.Text("code")));
    }

    private static List<Outcome> Leaves(IngressHost host, OutcomeKind kind) =>
        [.. host.Ordering.Chain.SelectMany(block => block.Outcomes).Where(outcome => outcome.Kind == kind)];
}
