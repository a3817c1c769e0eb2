using System.Net;
using System.Net.Http.Json;
using SharedSequencer.Ingress.Tests.Hosting;
using SharedSequencer.Messages;
using SharedSequencer.Protocol;
using SharedSequencer.Testing;

namespace SharedSequencer.Ingress.Tests.Chain;

public sealed class ExecutionReportTests
{
    private static readonly RollupId Rollup = new(1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_reason_that_the_database_cannot_store_stops_nothing()
    {
        await using var host = await IngressHost.StartAsync([1], Token);
        var hash = (await host.SendAsync(Rollup, new Wallet("alice", Rollup).Sign(0), Token)).Result;
        await host.SoftCommittedAsync(Rollup, hash, Token);
        var report = new RollupExecuted(
            1, 1, hash, [new ExecutedTransaction(hash, ExecutionOutcome.Reverted, "no\0good")]);

        using var answer = await host.Http.PostAsJsonAsync($"/events/{Topics.RollupExecuted}", report, MeshJson.Options, Token);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await Eventually.HoldsAsync(
            async token =>
            {
                var reply = await host.CallAsync(Rollup, "seq_getTransaction", $"[\"{hash}\"]", token);
                return reply.Json.GetRawText().Contains("good", StringComparison.Ordinal);
            },
            "the reason is told", Token);
    }
}
