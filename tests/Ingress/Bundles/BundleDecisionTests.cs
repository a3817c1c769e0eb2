using System.Net;
using System.Text.Json;
using SharedSequencer.Ingress.Tests.Hosting;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;
using SharedSequencer.Testing;

namespace SharedSequencer.Ingress.Tests.Bundles;

/// <summary>Funds are locked for terms: whoever asks for those gets the decision, whatever else is known of them.</summary>
public sealed class BundleDecisionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Terms_with_a_rollup_that_nobody_registered_are_aborted_and_that_is_proved()
    {
        await using var host = await IngressHost.StartAsync([1, 2], Token);
        var author = new BundleAuthor("alice", host.Ordering);
        var terms = author.Terms(BundleMode.Execution);
        terms = terms with { Legs = [terms.Legs[0], terms.Legs[1] with { Rollup = new RollupId(31_337) }] };
        host.Ordering.Advance(TimeSpan.FromMinutes(2));
        await Eventually.HoldsAsync(
            async _ => (await host.SendAsync(HttpMethod.Post, "/v1/bundles/expiries", BundleAuthor.JsonById(terms))).Status
                == HttpStatusCode.Accepted,
            "the chain's time is seen", Token);

        await host.BecomesAsync(terms.EscrowId.ToString(), "Aborted");

        var items = host.Ordering.Chain.SelectMany(block => block.Batches!).SelectMany(batch => batch.Items);
        Assert.Contains(items, item => item.Span.SequenceEqual(new BundleItem.Expire(terms).Encode()));
        Assert.Equal(OutcomeCode.AbortedExpired, await ProvenAsync(host, terms.EscrowId, "decision"));
    }

    [Fact]
    public async Task A_leg_is_named_by_one_id_and_by_its_own_it_is_not_looked_up_before_a_bundle_needs_it()
    {
        await using var host = await IngressHost.StartAsync([1, 2], Token);
        var author = new BundleAuthor("alice", host.Ordering);
        var bundle = author.Bundle();
        var json = BundleAuthor.Json(bundle);
        foreach (var leg in json["legs"]!.AsArray()) leg!["rollupId"] = "1";
        var (_, answer) = await host.SendAsync(HttpMethod.Post, "/v1/bundles", json);
        Assert.Equal("malformed-field", answer.Text("code"));
        Assert.EndsWith("legs[0].rollupId", answer.Text("detail"));

        json["legs"]![0]!.AsObject().Remove("chainId");
        json["legs"]![1]!.AsObject().Remove("chainId");
        json["legs"]![1]!["rollupId"] = "0";
        Assert.EndsWith("legs[1].rollupId", (await host.SendAsync(HttpMethod.Post, "/v1/bundles", json)).Json.Text("detail"));
        json["legs"]![1]!["rollupId"] = "0x2";
        Assert.Equal("Included", (await host.SendAsync(HttpMethod.Post, "/v1/bundles?wait=10000", json)).Json.Text("status"));

        var terms = author.Terms();
        var unknown = author.Bundle(terms with { Legs = [terms.Legs[0], new LegTerms { Rollup = new RollupId(77) }] });
        json = BundleAuthor.Json(unknown);
        json["legs"]![1]!.AsObject().Remove("chainId");
        json["legs"]![1]!["rollupId"] = "77";
        Assert.Equal("unknown-rollup", (await host.SendAsync(HttpMethod.Post, "/v1/bundles", json)).Json.Text("code"));
    }

    [Fact]
    public async Task The_decision_about_terms_is_proved_by_their_id_also_where_only_a_second_bundle_with_them_was_taken()
    {
        await using var host = await IngressHost.StartAsync([1, 2], Token);
        await host.NameReportersAsync();
        var author = new BundleAuthor("alice", host.Ordering);
        var terms = author.Terms(BundleMode.Execution);
        var (first, second) = (author.Bundle(terms), author.Bundle(terms));
        await host.SendAsync(
            HttpMethod.Delete, $"/v1/bundles/{first.Id}?wait=10000", BundleAuthor.Json(author.Cancel(first.Id)));
        Assert.Equal("Refused", (await host.SendAsync(first, "?wait=10000")).Json.Text("status"));
        await host.ForgetAsync(first.Id);
        Assert.Equal("TermsUsed", (await host.SendAsync(second, "?wait=10000")).Json.Text("code"));

        var (_, byTerms) = await host.AskAsync($"/v1/bundles/{terms.EscrowId}?wait=10000");

        Assert.Equal(("Aborted", "AbortedRefused", "True"), (byTerms.Text("status"), byTerms.Text("code"), byTerms.Text("isFinal")));
        Assert.Equal(OutcomeCode.AbortedRefused, await ProvenAsync(host, terms.EscrowId, "decision"));
        var (_, byBundle) = await host.AskAsync($"/v1/bundles/{second.Id}");
        Assert.Equal(("Refused", "TermsUsed"), (byBundle.Text("status"), byBundle.Text("code")));
        var (_, proof) = await host.AskAsync($"/v1/bundles/{second.Id}/proof");
        Assert.Equal(JsonValueKind.Null, proof.GetProperty("decision").ValueKind);
    }

    [Fact]
    public async Task The_decision_about_a_bundle_of_another_ingress_is_proved_by_the_id_of_its_terms()
    {
        await using var host = await IngressHost.StartAsync([1, 2], Token);
        await host.NameReportersAsync();
        var author = new BundleAuthor("alice", host.Ordering);
        var bundle = author.Bundle(author.Terms(BundleMode.Execution));
        await host.SendAsync(bundle, "?wait=10000");
        await host.SendAsync(HttpMethod.Post, "/v1/bundles/reports", host.ReportOf(bundle, 0, success: false));
        await host.BecomesAsync(bundle.Id.ToString(), "Aborted");
        await host.ForgetAsync(bundle.Id);

        Assert.Equal(OutcomeCode.Included, await ProvenAsync(host, bundle.Id, "bundle"));
        Assert.Equal(OutcomeCode.AbortedLegFailed, await ProvenAsync(host, bundle.Terms.EscrowId, "decision"));
        Assert.Equal("Included", (await host.AskAsync($"/v1/bundles/{bundle.Id}")).Json.Text("status"));
        Assert.Equal("True", (await host.AskAsync($"/v1/bundles/{bundle.Terms.EscrowId}")).Json.Text("isFinal"));
    }

    private static async Task<OutcomeCode> ProvenAsync(IngressHost host, Hash256 name, string part)
    {
        var (status, json) = await host.AskAsync($"/v1/bundles/{name}/proof");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.True(Hex.TryDecode(json.GetProperty(part).Text("rlp"), out var rlp));
        Assert.True(OutcomeProof.TryDecode(rlp, out var proof));
        Assert.Equal(BlockFault.None, proof.Check(host.Ordering.Network.Genesis));
        return proof.Outcome.Code;
    }
}
