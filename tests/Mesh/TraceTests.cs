using System.Diagnostics;
using System.Text;
using SharedSequencer.Launcher.Traffic;
using SharedSequencer.Primitives;

namespace SharedSequencer.Mesh.Tests;

/// <summary>One transaction's way through the mesh, as its traces tell it.</summary>
public sealed class TraceTests(MeshFixture mesh)
{
    private const int Account = 90;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_trace_follows_one_transaction_from_ingress_through_ordering_to_the_publisher()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var trace = ActivityTraceId.CreateRandom().ToHexString();
        using var sender = new FundedSender(mesh.Rollups[0].Endpoint.ChainId, Account);
        using var request = new HttpRequestMessage(
            HttpMethod.Post, new Uri(mesh.Endpoints.Ingress, $"/rpc/{mesh.Rollups[0].Endpoint.ChainId}"))
        {
            Content = new StringContent(
                $$"""
                {"jsonrpc":"2.0","id":1,"method":"eth_sendRawTransaction",
                "params":["{{Hex.Encode(sender.Transfer().Raw.Span)}}"]}
                """,
                Encoding.UTF8,
                "application/json"),
        };
        request.Headers.Add("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom().ToHexString()}-01");

        using var answer = await mesh.Http.SendAsync(request, cancellation);

        Assert.Contains("\"result\"", await answer.Content.ReadAsStringAsync(cancellation), StringComparison.Ordinal);
        await Waiting.UntilAsync(
            _ => Task.FromResult(mesh.Traces.ServicesOf(trace).IsSupersetOf(["ingress", "ordering", "publisher"])),
            "spans of ingress, ordering and publisher hang together", Patience, TimeProvider.System, cancellation);
    }
}
