using System.Net;
using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using SharedSequencer.Ingress.Bundles;
using SharedSequencer.Ingress.Rest;
using SharedSequencer.Ingress.Tests.Hosting;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;
using SharedSequencer.Testing;

namespace SharedSequencer.Ingress.Tests.Bundles;

/// <summary>Every bad input has an error of its own, and costs nobody else anything.</summary>
public sealed class BundleProblemTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_problem_has_a_code_of_its_own_and_a_text()
    {
        var problems = typeof(BundleProblems).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => (BundleProblem)field.GetValue(null)!).ToList();
        Assert.Equal(problems.Count, problems.Select(problem => problem.Code).Distinct().Count());
        Assert.All(problems, problem => Assert.Matches("^[a-z]+(-[a-z]+)*$", problem.Code));
        Assert.All(problems, problem => Assert.True(problem is { Status: >= 400 and < 600, RpcCode: < 0, Text.Length: > 10 }));
        Assert.All(problems, problem => Assert.Equal(problem.Status == 429, problem.RpcCode == -32005));
    }

    [Fact]
    public async Task A_bad_bundle_is_refused_with_its_own_code_and_the_next_one_is_taken()
    {
        await using var host = await IngressHost.StartAsync([1, 2], Token);
        var author = new BundleAuthor("alice", host.Ordering);
        var good = author.Bundle();
        foreach (var (change, status, code) in BadBundles(author))
        {
            var json = BundleAuthor.Json(good);
            change(json);
            var answer = await host.SendAsync(HttpMethod.Post, "/v1/bundles", json);
            Assert.Equal((code, status), (answer.Json.Text("code"), (int)answer.Status));
            var rpc = await host.CallAsync(new RollupId(1), "seq_sendBundle", $"[{json.ToJsonString()}]", Token);
            Assert.Equal(code, rpc.Json.GetProperty("error").Text("data"));
        }
        Assert.Equal("Included", (await host.SendAsync(good, "?wait=10000")).Json.Text("status"));
    }

    private static IEnumerable<(Action<JsonObject> Change, int Status, string Code)> BadBundles(BundleAuthor author)
    {
        yield return (json => json["more"] = 1, 400, "unknown-field");
        yield return (json => json["legs"]![0]!["more"] = 1, 400, "unknown-field");
        yield return (json => json["notAfter"] = 5, 400, "malformed-json");
        yield return (json => json["salt"] = new JsonObject(), 400, "malformed-json");
        yield return (json => json["mode"] = "atomic", 400, "malformed-field");
        yield return (json => json["submitter"] = "0x12", 400, "malformed-field");
        yield return (json => json.Remove("signature"), 400, "malformed-field");
        yield return (json => json.Remove("legs"), 400, "malformed-field");
        yield return (json => json["legs"]![0] = null, 400, "malformed-field");
        yield return (json => json["legs"]!.AsArray().RemoveAt(1), 400, "leg-count");
        yield return (json => json["legs"] = new JsonArray(
            [.. Enumerable.Range(0, 17).Select(_ => json["legs"]![0]!.DeepClone())]), 400, "leg-count");
        yield return (json => json["legs"]![1] = json["legs"]![0]!.DeepClone(), 400, "repeated-rollup");
        yield return (json => json["legs"]![1]!["chainId"] = "4242", 400, "unknown-rollup");
        yield return (json => json["legs"]![0]!["txs"] = new JsonArray(), 400, "bad-transactions");
        yield return (json => json["legs"]![0]!["txs"]![0] = "0x", 400, "bad-transactions");
        yield return (json => json["legs"]![0]!["lock"] = Keccak256.Hash([1]).ToString(), 400, "bad-escrow");
        yield return (json => json["decisionDelay"] = "1000", 400, "bad-decision-delay");
        yield return (json => json["version"] = "1", 400, "bad-replacement");
        yield return (json => json["mode"] = "precondition", 400, "bad-preconditions");
        yield return (json => json["legs"]![0]!["preconditions"] = new JsonObject(), 400, "bad-preconditions");
        yield return (json => json["network"] = Keccak256.Hash([1]).ToString(), 400, "wrong-network");
        yield return (json => json["salt"] = Keccak256.Hash([9]).ToString(), 400, "bad-signature");
        yield return (json => json["submitter"] = TestNetwork.Key("mallory").Address.ToString(), 400, "bad-signature");
        foreach (var (bundle, status, code) in SignedBadBundles(author)) yield return (json => Replace(json, bundle), status, code);
    }

    private static IEnumerable<(Bundle Bundle, int Status, string Code)> SignedBadBundles(BundleAuthor author)
    {
        var terms = author.Terms();
        var legs = author.Bundle(terms).Legs;
        var bad = legs[0].Transactions[0].ToArray();
        bad[^1] ^= 1;
        bad[^40] ^= 0xff;
        yield return (author.Bundle(terms, [new BundleLeg([bad]), legs[1]]), 400, "bad-transaction");
        yield return (author.Bundle(terms, [new BundleLeg([new byte[] { 3, 1 }]), legs[1]]), 400, "bad-transaction");
        yield return (author.Bundle(terms, [legs[1], legs[0]]), 400, "wrong-chain");
        yield return (author.Bundle(terms with { NotAfter = new ChainTime(1) }), 409, "expired");
        yield return (author.Bundle(terms with { NotAfter = author.Soon.Plus(TimeSpan.FromMinutes(30)) }), 409, "too-long-lived");
        yield return (author.Bundle(author.Terms(BundleMode.Execution)), 409, "no-reporter");
    }

    private static void Replace(JsonObject json, Bundle bundle)
    {
        var other = BundleAuthor.Json(bundle);
        json.Clear();
        foreach (var (name, value) in other.ToList()) json[name] = value?.DeepClone();
    }

    [Fact]
    public async Task Bodies_that_are_no_JSON_too_large_or_of_another_type_are_refused()
    {
        await using var host = await IngressHost.StartAsync([1, 2], Token);
        foreach (var (body, status, code) in new[]
        {
            ("", 400, "malformed-json"),
            ("{", 400, "malformed-json"),
            ("[]", 400, "malformed-json"),
            ("null", 400, "malformed-json"),
            ("""{"mode":"inclusion","mode":"execution"}""", 400, "malformed-json"),
            ("""{"salt":"\ud800"}""", 400, "malformed-json"),
            ("{\"legs\":" + new string('[', 100) + new string(']', 100) + "}", 400, "malformed-json"),
            ("{\"salt\":\"" + new string('0', 600_000) + "\"}", 413, "too-large"),
        })
        {
            var answer = await host.SendJsonAsync(HttpMethod.Post, "/v1/bundles", body);
            Assert.Equal((code, status), (answer.Json.Text("code"), (int)answer.Status));
        }
        using var content = new ByteArrayContent([1]);
        using var untyped = await host.Http.PostAsync("/v1/bundles", content, Token);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, untyped.StatusCode);
    }

    [Fact]
    public async Task A_rollup_that_left_is_in_no_bundle()
    {
        await using var host = await IngressHost.StartAsync([1, 2], Token);
        var leave = host.Ordering.Network.Operation(OperationKind.Leave, new RollupId(2), 2);
        await host.Services.GetRequiredService<OperationIntake>().SubmitAsync(leave, Token);
        await Eventually.HoldsAsync(() => !host.Rollups.Find(new RollupId(2))!.Record.IsActive, "the rollup left", Token);
        var (status, json) = await host.SendAsync(new BundleAuthor("alice", host.Ordering).Bundle());
        Assert.Equal((HttpStatusCode.Conflict, "rollup-inactive"), (status, json.Text("code")));
        Assert.EndsWith("legs[1]", json.Text("detail"));
    }

    [Fact]
    public async Task Preconditions_need_the_bundles_service_and_other_modes_do_not()
    {
        await using var host = await IngressHost.StartAsync([1, 2], Token);
        await host.NameReportersAsync();
        var author = new BundleAuthor("alice", host.Ordering);
        var preconditions = new Preconditions { Slack = 1, Nonces = [new NonceIs(author.Key.Address, 3)] };
        var bundle = author.Bundle(author.Terms(BundleMode.Precondition, preconditions), preconditions);
        var (status, json) = await host.SendAsync(bundle);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "bundles-unreachable"), (status, json.Text("code")));
        Assert.Equal(HttpStatusCode.Accepted, (await host.SendAsync(author.Bundle(author.Terms(BundleMode.Execution)))).Status);

        host.Ordering.Advice = _ => new(false, "NotAttested", "nonce of the account is 2", []);
        (status, json) = await host.SendAsync(bundle);
        Assert.Equal((HttpStatusCode.Conflict, "not-attested"), (status, json.Text("code")));
        Assert.EndsWith("nonce of the account is 2", json.Text("detail"));
        host.Ordering.Advice = _ => new(true, "Included", null, ["0x1234"]);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await host.SendAsync(bundle)).Status);
    }

    [Fact]
    public async Task Cancels_reports_and_expiries_of_those_who_may_not_are_refused()
    {
        await using var host = await IngressHost.StartAsync([1, 2], Token);
        await host.NameReportersAsync();
        var (alice, mallory) = (new BundleAuthor("alice", host.Ordering), new BundleAuthor("mallory", host.Ordering));
        var bundle = alice.Bundle(alice.Terms(BundleMode.Execution));
        host.Ordering.RefusesBatches = true;
        await host.SendAsync(bundle);
        var path = $"/v1/bundles/{bundle.Id}";
        foreach (var (cancel, status, code) in new[]
        {
            (mallory.Cancel(bundle.Id), 403, "not-the-submitter"),
            (mallory.Cancel(bundle.Id) with { Submitter = alice.Key.Address }, 400, "bad-signature"),
            (alice.Cancel(Keccak256.Hash([1])), 400, "wrong-subject"),
            (alice.Cancel(bundle.Id) with { Replacement = Keccak256.Hash([1]), Version = 1 }, 400, "bad-cancel"),
        })
        {
            var answer = await host.SendAsync(HttpMethod.Delete, path, BundleAuthor.Json(cancel));
            Assert.Equal((code, status), (answer.Json.Text("code"), (int)answer.Status));
        }

        var report = new OutcomeReport
        {
            Network = alice.Network, Bundle = bundle.Id, Leg = 0, RollupBlock = Keccak256.Hash([1]), Success = true,
        };
        var other = TestBundles.ReporterOf(new RollupId(2));
        foreach (var (signed, status, code) in new[]
        {
            (report.SignedBy(mallory.Key), 403, "not-a-reporter"),
            (report.SignedBy(other), 403, "not-a-reporter"),
            ((report with { Leg = 5 }).SignedBy(other), 400, "no-such-leg"),
            ((report with { Network = new NetworkId(Keccak256.Hash([1])) }).SignedBy(other), 400, "wrong-network"),
        })
        {
            var body = new JsonObject { ["report"] = Hex.Encode(signed.Encode()) };
            var answer = await host.SendAsync(HttpMethod.Post, "/v1/bundles/reports", body);
            Assert.Equal((code, status), (answer.Json.Text("code"), (int)answer.Status));
        }

        var terms = BundleAuthor.Json(alice.Terms());
        Assert.Equal("not-execution-mode", (await host.SendAsync(HttpMethod.Post, "/v1/bundles/expiries", terms)).Json.Text("code"));
    }

    [Fact]
    public async Task What_is_unknown_or_malformed_is_a_problem_with_a_stable_type()
    {
        await using var host = await IngressHost.StartAsync([1], Token);
        foreach (var (path, status, code) in new[]
        {
            ($"/v1/bundles/{Hash256.Zero}", 404, "unknown-bundle"),
            ($"/v1/bundles/{Hash256.Zero}/events", 404, "unknown-bundle"),
            ($"/v1/bundles/{Hash256.Zero}/proof", 404, "unknown-bundle"),
            ("/v1/bundles/0x12", 400, "malformed-hash"),
            ($"/v1/bundles/{Hash256.Zero}?wait=soon", 400, "bad-wait"),
        })
        {
            var answer = await host.AskAsync(path);
            Assert.Equal((code, status), (answer.Json.Text("code"), (int)answer.Status));
        }
        var bundle = new JsonObject { ["legs"] = new JsonArray() };
        var key = await host.SendJsonAsync(HttpMethod.Post, "/v1/bundles", bundle.ToJsonString(), "a key");
        Assert.Equal(HttpStatusCode.BadRequest, key.Status);
    }

    [Fact]
    public async Task Over_its_quota_a_submitter_is_told_when_to_come_back_and_others_are_served()
    {
        await using var host = await IngressHost.StartAsync(
            [1, 2], Token, "Limits:BundlesPerSecondPerSubmitter=1", "Limits:MaxUnorderedBundlesPerSubmitter=2");
        var (greedy, other) = (new BundleAuthor("greedy", host.Ordering), new BundleAuthor("other", host.Ordering));
        var answers = new List<(HttpStatusCode Status, System.Text.Json.JsonElement Json)>();
        for (var i = 0; i < 5; i++) answers.Add(await host.SendAsync(greedy.Bundle()));
        Assert.Contains(answers, answer => answer.Status == HttpStatusCode.TooManyRequests && answer.Json.Text("code") == "over-rate");
        Assert.Equal(HttpStatusCode.Accepted, (await host.SendAsync(other.Bundle())).Status);
    }

    [Fact]
    public async Task Nobody_fills_the_lane_for_others()
    {
        await using var host = await IngressHost.StartAsync([1, 2], Token, "Limits:MaxUnorderedBundlesPerSubmitter=2");
        var (greedy, other) = (new BundleAuthor("greedy", host.Ordering), new BundleAuthor("other", host.Ordering));
        host.Ordering.RefusesBatches = true;
        Assert.Equal(HttpStatusCode.Accepted, (await host.SendAsync(greedy.Bundle())).Status);
        Assert.Equal(HttpStatusCode.Accepted, (await host.SendAsync(greedy.Bundle())).Status);
        await using var restarted = await host.RestartAsync(Token, "Limits:MaxUnorderedBundlesPerSubmitter=2");
        Assert.Equal("too-many-unordered", (await restarted.SendAsync(greedy.Bundle())).Json.Text("code"));
        var bundle = other.Bundle();
        Assert.Equal(HttpStatusCode.Accepted, (await restarted.SendAsync(bundle)).Status);
        host.Ordering.RefusesBatches = false;
        await restarted.BecomesAsync(bundle.Id.ToString(), "Included");
        Assert.Equal(HttpStatusCode.Accepted, (await restarted.SendAsync(greedy.Bundle())).Status);
    }
}
