using System.Diagnostics;
using System.Text;
using SharedSequencer.Client;
using SharedSequencer.Launcher.Traffic;
using SharedSequencer.Primitives;

namespace SharedSequencer.Mesh.Tests;

/// <summary>A transaction's way through the mesh, as its traces tell it.</summary>
public sealed class TraceTests(MeshFixture mesh)
{
    private const int Account = 90;

    /// <summary>One hint may speak for several blocks and then carries the trace of one of them.</summary>
    private const int Transactions = 5;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private RollupTraffic Rollup => mesh.Rollups[0];

    [Fact]
    public async Task A_trace_follows_one_transaction_from_ingress_through_ordering_to_the_publisher()
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var sender = new FundedSender(Rollup.Endpoint.ChainId, Account);
        var traces = new List<string>();
        for (var i = 0; i < Transactions; i++)
            traces.Add(await SendTracedAsync(sender.Transfer(), cancellation));

        await Waiting.UntilAsync(
            _ => Task.FromResult(traces.Any(
                trace => mesh.Traces.ServicesOf(trace).IsSupersetOf(["ingress", "ordering", "publisher"]))),
            "spans of ingress, ordering and publisher hang together", Patience, TimeProvider.System, cancellation);
    }

    /// <summary>Sends a transaction under a new trace and waits until it is soft-committed.</summary>
    private async Task<string> SendTracedAsync(SignedTransaction transaction, CancellationToken cancellation)
    {
        var trace = ActivityTraceId.CreateRandom().ToHexString();
        using var request = new HttpRequestMessage(
            HttpMethod.Post, new Uri(mesh.Endpoints.Ingress, $"/rpc/{Rollup.Endpoint.ChainId}"))
        {
            Content = new StringContent(
                $$"""
                {"jsonrpc":"2.0","id":1,"method":"eth_sendRawTransaction",
                "params":["{{Hex.Encode(transaction.Raw.Span)}}"]}
                """,
                Encoding.UTF8,
                "application/json"),
        };
        request.Headers.Add("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom().ToHexString()}-01");
        using var answer = await mesh.Http.SendAsync(request, cancellation);
        Assert.Contains("\"result\"", await answer.Content.ReadAsStringAsync(cancellation), StringComparison.Ordinal);
        Rollup.Accept(transaction.Hash);
        await Waiting.UntilAsync(
            async token => (await Rollup.Ingress.GetStatusAsync(transaction.Hash, token))?.Step
                == ConfirmationStep.SoftCommitted,
            $"{transaction.Hash} is soft-committed", Patience, TimeProvider.System, cancellation);
        return trace;
    }
}
