using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using SharedSequencer.Messages;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;
using SharedSequencer.Testing;

namespace SharedSequencer.Client.Tests.Misbehaviour;

public sealed class EvidenceClientTests
{
    private static readonly CancellationToken Never = TestContext.Current.CancellationToken;
    private readonly PeerSamples _samples = new();

    [Fact]
    public async Task Every_page_is_read_and_what_the_genesis_decides_is_decided()
    {
        await using var server = await Serve(_samples.Evidence);

        var found = await Read(server);

        Assert.Equal(_samples.Evidence, found.Select(item => item.Evidence));
        Assert.All(found, item => Assert.Equal(
            item.Evidence is not (Evidence.FalseBlock or Evidence.BrokenReceipt), item.IsProven));
    }

    [Fact]
    public async Task A_server_that_accuses_without_proof_is_refused()
    {
        var votes = _samples.Evidence.OfType<Evidence.Votes>().Single();
        await using var server = await Serve([votes with { Second = votes.First }]);

        await Assert.ThrowsAsync<UnexpectedAnswerException>(() => Read(server));
    }

    private async Task<List<CollectedEvidence>> Read(ReplayServer server)
    {
        using var http = new HttpClient();
        var found = new List<CollectedEvidence>();
        await foreach (var item in new EvidenceClient(http, server.Address, _samples.Committee.Genesis).ReadAsync(Never))
        {
            found.Add(item);
        }

        return found;
    }

    /// <summary>One proof per page, as a validator serves them.</summary>
    private static Task<ReplayServer> Serve(IReadOnlyList<Evidence> evidence) => ReplayServer.StartAsync(
        HttpProtocols.Http1,
        _ => { },
        app => app.MapGet(OrderingRoutes.Evidence, (int cursor) => Results.Json(cursor < evidence.Count
            ? new EvidencePage(
                [new EvidenceItem($"{cursor + 1}", "", "", default, Hex.Encode(evidence[cursor].Encode()))], $"{cursor + 1}")
            : new EvidencePage([], null))));
}
