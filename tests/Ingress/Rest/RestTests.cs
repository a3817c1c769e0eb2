using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using SharedSequencer.Ingress.Rest;
using SharedSequencer.Ingress.Tests.Hosting;
using SharedSequencer.Ingress.Transactions;
using SharedSequencer.Messages;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;
using SharedSequencer.Testing;

namespace SharedSequencer.Ingress.Tests.Rest;

public sealed class RestTests
{
    private static readonly RollupId Rollup = new(1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_transaction_can_be_looked_up_and_its_receipt_is_signed_by_the_ingress()
    {
        await using var host = await IngressHost.StartAsync([1], Token);
        var hash = (await host.SendAsync(Rollup, new Wallet("alice", Rollup).Sign(0), Token)).Result;
        await host.SoftCommittedAsync(Rollup, hash, Token);

        var status = await GetAsync(host, $"/v1/transactions/{hash}");
        var receipt = await GetAsync(host, $"/v1/transactions/{hash}/receipt");

        Assert.Equal("1", status.GetProperty("rollupId").GetString());
        Assert.Equal(
            ["Received", "Certified", "SoftCommitted"],
            status.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("step").GetString()));
        var promise = new Receipt
        {
            Network = host.Ordering.Network.Genesis.NetworkId,
            Rollup = Rollup,
            Transaction = Hash256.Parse(hash),
            Deadline = new ChainTime(ulong.Parse(receipt.GetProperty("deadline").GetString()!)),
        };
        Assert.True(promise.IsSignedBy(
            host.Ordering.Network.IngressKey.Address, Signature.Parse(receipt.GetProperty("signature").GetString()!)));
    }

    [Fact]
    public async Task What_is_unknown_or_malformed_is_a_problem_with_a_stable_type()
    {
        await using var host = await IngressHost.StartAsync([1], Token);
        foreach (var (path, status, type) in new[]
        {
            ($"/v1/transactions/{Hash256.Zero}", HttpStatusCode.NotFound, "unknown-transaction"),
            ($"/v1/transactions/{Hash256.Zero}/receipt", HttpStatusCode.NotFound, "unknown-transaction"),
            ("/v1/transactions/0x12", HttpStatusCode.BadRequest, "malformed-hash"),
            ("/v1/rollups/77", HttpStatusCode.NotFound, "unknown-rollup"),
        })
        {
            using var response = await host.Http.GetAsync(path, Token);
            Assert.Equal(status, response.StatusCode);
            var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Token);
            Assert.EndsWith(type, problem.GetProperty("type").GetString());
        }
    }

    [Fact]
    public async Task A_registration_is_ordered_like_a_transaction_and_listed()
    {
        await using var host = await IngressHost.StartAsync([1, 2], Token);
        var digest = host.Ordering.Network.Operation(OperationKind.Register, Rollup, 1).Digest();
        var status = await GetAsync(host, $"/v1/transactions/{digest}");
        Assert.Equal(("0", "SoftCommitted"), (status.GetProperty("rollupId").GetString(), status.GetProperty("status").GetString()));

        var page = await GetAsync(host, "/v1/rollups?limit=1");
        Assert.Equal("1", page.GetProperty("rollups")[0].GetProperty("rollupId").GetString());
        var next = await GetAsync(host, $"/v1/rollups?cursor={page.GetProperty("next").GetString()}");
        Assert.Equal("10002", next.GetProperty("rollups")[0].GetProperty("chainId").GetString());
        Assert.Equal("Active", (await GetAsync(host, "/v1/rollups/2")).GetProperty("status").GetString());
    }

    [Fact]
    public async Task An_operation_that_the_chain_would_refuse_is_refused_early()
    {
        await using var host = await IngressHost.StartAsync([1], Token);
        var network = host.Ordering.Network;
        var again = network.Operation(OperationKind.Register, Rollup, 2);
        Assert.Equal((HttpStatusCode.Conflict, "already-registered"), await PostAsync(host, again));
        Assert.Equal((HttpStatusCode.Conflict, "bad-nonce"), await PostAsync(host, network.Operation(OperationKind.Register, Rollup, 5)));
        var ungranted = (again with { Rollup = new RollupId(9), ChainId = 9, Nonce = 1 }).SignedBy(network.OwnerOf(Rollup));
        Assert.Equal((HttpStatusCode.Forbidden, "no-grant"), await PostAsync(host, ungranted));
        Assert.Equal((HttpStatusCode.BadRequest, "bad-signature"), await PostAsync(host, again with { Signature = default }));
        using var malformed = await host.Http.PostAsJsonAsync("/v1/rollups", new { rollupId = "x" }, Token);
        Assert.Equal(HttpStatusCode.BadRequest, malformed.StatusCode);
    }

    [Fact]
    public async Task A_rollup_that_left_takes_no_more_transactions_and_can_come_back()
    {
        await using var host = await IngressHost.StartAsync([1], Token);
        var network = host.Ordering.Network;
        using var leave = new HttpRequestMessage(HttpMethod.Delete, "/v1/rollups/1")
        {
            Content = JsonContent.Create(
                IngressHost.BodyOf(network.Operation(OperationKind.Leave, Rollup, 2)), options: MeshJson.Options),
        };
        using var answer = await host.Http.SendAsync(leave, Token);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        await Eventually.HoldsAsync(() => !host.Rollups.Find(Rollup)!.Record.IsActive, "the rollup left", Token);
        var wallet = new Wallet("alice", Rollup);
        Assert.Equal(-32004, (await host.SendAsync(Rollup, wallet.Sign(0), Token)).ErrorCode);

        var reporter = TestNetwork.Key("reporter").Address;
        Assert.Equal((HttpStatusCode.Accepted, ""), await PostAsync(host, network.Operation(OperationKind.Register, Rollup, 3, reporter)));
        await Eventually.HoldsAsync(() => host.Rollups.Find(Rollup)!.Record.IsActive, "the rollup is back", Token);
        Assert.Equal(reporter.ToString(), (await GetAsync(host, "/v1/rollups/1")).GetProperty("reporter").GetString());
        Assert.Equal(HttpStatusCode.OK, (await host.SendAsync(Rollup, wallet.Sign(0), Token)).Status);
    }

    [Fact]
    public async Task Operations_in_batches_that_ordering_has_pruned_come_from_the_archive_and_are_checked()
    {
        await using var host = await IngressHost.StartAsync([1, 2], Token);
        var intake = host.Services.GetRequiredService<OperationIntake>();
        (host.Ordering.PrunesBatches, host.Ordering.ArchiveLies) = (true, true);
        await intake.SubmitAsync(host.Ordering.Network.Operation(OperationKind.Leave, new RollupId(2), 2), Token);
        await Eventually.HoldsAsync(() => host.Ordering.ArchiveAsked > 1, "the archive was asked again", Token);
        Assert.True(host.Rollups.Find(new RollupId(2))!.Record.IsActive);

        host.Ordering.ArchiveLies = false;
        await Eventually.HoldsAsync(() => !host.Rollups.Find(new RollupId(2))!.Record.IsActive, "the rollup left", Token);
    }

    [Fact]
    public async Task Of_two_operations_with_the_same_nonce_only_one_waits()
    {
        await using var host = await IngressHost.StartAsync([1], Token);
        var network = host.Ordering.Network;
        var intake = host.Services.GetRequiredService<OperationIntake>();
        host.Ordering.RefusesBatches = true;
        var (leave, update) = (network.Operation(OperationKind.Leave, Rollup, 2), network.Operation(OperationKind.Update, Rollup, 2));

        Assert.Equal((OutcomeCode.Applied, Verdict.Accepted), await intake.SubmitAsync(leave, Token));
        Assert.Equal((OutcomeCode.Applied, Verdict.AlreadyKnown), await intake.SubmitAsync(leave, Token));
        Assert.Equal(OutcomeCode.BadNonce, (await intake.SubmitAsync(update, Token)).Code);

        await using var restarted = await host.RestartAsync(Token);
        intake = restarted.Services.GetRequiredService<OperationIntake>();
        Assert.Equal(OutcomeCode.BadNonce, (await intake.SubmitAsync(update, Token)).Code);
        Assert.Equal((OutcomeCode.Applied, Verdict.AlreadyKnown), await intake.SubmitAsync(leave, Token));
    }

    [Fact]
    public async Task Over_the_quota_no_signature_is_recovered()
    {
        await using var host = await IngressHost.StartAsync([1], Token, "Limits:OperationsPerSecond=1");
        var intake = host.Services.GetRequiredService<OperationIntake>();
        var bad = host.Ordering.Network.Operation(OperationKind.Leave, Rollup, 2) with { Signature = default };
        var verdicts = new List<Verdict>();
        for (var i = 0; i < 20; i++) verdicts.Add((await intake.SubmitAsync(bad, Token)).Verdict);
        Assert.Contains(Verdict.OverQuota, verdicts);
    }

    [Fact]
    public async Task The_committee_and_the_description_are_public()
    {
        await using var host = await IngressHost.StartAsync([1], Token);
        var committee = await GetAsync(host, "/v1/committee");
        Assert.Equal("1", committee.GetProperty("quorum").GetString());
        var description = await GetAsync(host, "/openapi/v1.json");
        Assert.StartsWith("3.1", description.GetProperty("openapi").GetString());
        Assert.True(description.GetProperty("paths").TryGetProperty("/v1/transactions/{hash}", out _));
        Assert.False(description.GetProperty("paths").TryGetProperty("/events/block-finalized.v1", out _));
    }

    private static async Task<JsonElement> GetAsync(IngressHost host, string path)
    {
        using var response = await host.Http.GetAsync(path, Token);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadFromJsonAsync<JsonElement>(Token);
    }

    private static async Task<(HttpStatusCode Status, string Code)> PostAsync(IngressHost host, RollupOperation operation)
    {
        using var response = await host.Http.PostAsJsonAsync(
            "/v1/rollups", IngressHost.BodyOf(operation), MeshJson.Options, Token);
        var body = await response.Content.ReadFromJsonAsync<JsonElement>(Token);
        var code = body.TryGetProperty("code", out var found) ? found.GetString()! : "";
        return (response.StatusCode, code);
    }
}
