using System.Net.Http.Json;
using SharedSequencer.Messages;
using SharedSequencer.Protocol;
using SharedSequencer.Testing;

namespace SharedSequencer.Ingress.Tests.Hosting;

public sealed class LeavingTests
{
    private static readonly RollupId Rollup = new(1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task When_a_rollup_leaves_its_transactions_end_with_the_reason_also_across_a_restart()
    {
        string[] settings = ["Batching:ResendAfterMilliseconds=600000", "Batching:ResendAtMostMilliseconds=600000"];
        await using var host = await IngressHost.StartAsync([1], Token, settings);
        var wallet = new Wallet("alice", Rollup);
        host.Ordering.LosesBatches = true;
        var sent = host.Ordering.Published.Count;
        var hash = (await host.SendAsync(Rollup, wallet.Sign(0), Token)).Result;
        await Eventually.HoldsAsync(() => host.Ordering.Published.Count > sent, "the batch was sent", Token);
        host.Ordering.LosesBatches = false;
        await LeaveAsync(host);
        Assert.Equal("the rollup has left the sequencer", (await host.SendAsync(Rollup, wallet.Sign(1), Token)).ErrorText);

        host.Ordering.LosesBatches = true;
        await using var restarted = await host.RestartAsync(Token, settings);
        host.Ordering.Advance(TimeSpan.FromMinutes(10) + TimeSpan.FromSeconds(1));
        var status = await RejectedAsync(restarted, hash);

        Assert.Equal("the rollup has left", status);
        Assert.Equal(0, restarted.Rollups.Find(Rollup)!.Lane.Unordered);
        await using var again = await restarted.RestartAsync(Token, settings);
        Assert.Equal(0, again.Rollups.Find(Rollup)!.Lane.Unordered);
    }

    private static async Task LeaveAsync(IngressHost host)
    {
        var leave = host.Ordering.Network.Operation(OperationKind.Leave, Rollup, 2);
        using var request = new HttpRequestMessage(HttpMethod.Delete, $"/v1/rollups/{Rollup}")
        {
            Content = JsonContent.Create(IngressHost.BodyOf(leave), options: MeshJson.Options),
        };
        using var response = await host.Http.SendAsync(request, Token);
        Assert.Equal(System.Net.HttpStatusCode.Accepted, response.StatusCode);
        await Eventually.HoldsAsync(
            () => host.Rollups.Find(Rollup) is { Record.IsActive: false }, "the rollup has left", Token);
    }

    private static async Task<string?> RejectedAsync(IngressHost host, string hash)
    {
        string? reason = null;
        await Eventually.HoldsAsync(
            async token =>
            {
                var reply = await host.CallAsync(Rollup, "seq_getTransaction", $"[\"{hash}\"]", token);
                var result = reply.Json.GetProperty("result");
                if (result.GetProperty("status").GetString() != "Rejected") return false;
                reason = result.GetProperty("reason").GetString();
                return true;
            },
            $"{hash} is rejected", Token);
        return reason;
    }
}
