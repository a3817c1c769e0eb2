using SharedSequencer.Ingress.Tests.Hosting;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ingress.Tests.Bundles;

public sealed class BundleRpcTests
{
    private static readonly RollupId Any = new(3);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_methods_are_served_under_every_chain_id()
    {
        await using var host = await IngressHost.StartAsync([1, 2, 3], Token);
        var author = new BundleAuthor("alice", host.Ordering);
        var bundle = author.Bundle();
        var json = BundleAuthor.Json(bundle).ToJsonString();

        var sent = await host.CallAsync(Any, "seq_sendBundle", $"[{json},10000]", Token);
        Assert.Equal("Included", sent.Json.GetProperty("result").Text("status"));
        var again = await host.CallAsync(Any, "seq_sendBundle", $"[{json}]", Token);
        Assert.Equal(bundle.Id.ToString(), again.Json.GetProperty("result").Text("bundleHash"));
        var found = await host.CallAsync(Any, "seq_getBundle", $"[\"{bundle.Id}\"]", Token);
        Assert.Equal("Included", found.Json.GetProperty("result").Text("status"));

        var proved = await host.CallAsync(Any, "seq_getOutcomeProof", $"[\"{bundle.Id}\"]", Token);
        Assert.True(Hex.TryDecode(proved.Json.GetProperty("result").GetProperty("bundle").Text("rlp"), out var rlp));
        Assert.True(OutcomeProof.TryDecode(rlp, out var proof));
        Assert.Equal(BlockFault.None, proof.Check(host.Ordering.Network.Genesis));

        var cancel = BundleAuthor.Json(author.Cancel(author.Bundle().Id)).ToJsonString();
        var cancelled = await host.CallAsync(Any, "seq_cancelBundle", $"[{cancel},\"0x2710\"]", Token);
        Assert.Equal("Applied", cancelled.Json.GetProperty("result").Text("status"));
    }

    [Fact]
    public async Task The_description_covers_the_routes_and_names_the_fields()
    {
        await using var host = await IngressHost.StartAsync([1], Token);
        var (_, description) = await host.AskAsync("/openapi/v1.json");
        var paths = description.GetProperty("paths");
        foreach (var (path, method) in new[]
        {
            ("/v1/bundles", "post"), ("/v1/bundles/{id}", "get"), ("/v1/bundles/{id}", "delete"), ("/v1/bundles/{id}/events", "get"),
            ("/v1/bundles/{id}/proof", "get"), ("/v1/bundles/reports", "post"), ("/v1/bundles/expiries", "post"),
        })
        {
            Assert.True(paths.GetProperty(path).GetProperty(method).TryGetProperty("operationId", out _), path);
        }
        var fields = description.GetProperty("components").GetProperty("schemas").GetProperty("BundleBody").GetProperty("properties");
        Assert.True(fields.TryGetProperty("replacementUuid", out _));
        Assert.Contains("Idempotency-Key", paths.GetProperty("/v1/bundles").GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_unknown_is_null_and_what_is_malformed_an_error()
    {
        await using var host = await IngressHost.StartAsync([1, 2, 3], Token);
        foreach (var method in new[] { "seq_getBundle", "seq_getOutcomeProof" })
        {
            var unknown = await host.CallAsync(Any, method, $"[\"{Hash256.Zero}\"]", Token);
            Assert.Equal(System.Text.Json.JsonValueKind.Null, unknown.Json.GetProperty("result").ValueKind);
            Assert.Equal(-32602, (await host.CallAsync(Any, method, "[\"0x12\"]", Token)).ErrorCode);
        }
        foreach (var parameters in new[] { "[]", "[7]", "[{},{}]", "[[]]" })
        {
            Assert.Equal(-32602, (await host.CallAsync(Any, "seq_sendBundle", parameters, Token)).ErrorCode);
            Assert.Equal(-32602, (await host.CallAsync(Any, "seq_cancelBundle", parameters, Token)).ErrorCode);
        }
    }
}
