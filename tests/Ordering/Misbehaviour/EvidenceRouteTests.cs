using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using SharedSequencer.Messages;
using SharedSequencer.Ordering.Journal;
using SharedSequencer.Ordering.Tests.Mesh;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ordering.Tests.Misbehaviour;

public sealed class EvidenceRouteTests
{
    private static readonly CancellationToken Never = TestContext.Current.CancellationToken;
    private readonly SampleNetwork _network = new();

    [Fact]
    public async Task Whoever_asks_gets_every_proof_page_by_page_and_can_check_it()
    {
        await using var validator = await BareValidator.Build(_network, Never);
        using var http = await validator.Start(Never);
        var session = validator.App.Services.GetRequiredService<JournalSession>();
        var proofs = Enumerable.Range(1, 5).Select(Proof).ToList();
        var write = new JournalWrite(default);
        write.Evidence.AddRange(proofs.Append(proofs[0]).Select(proof => (proof, _network.ValidatorKey.Address)));
        await session.Commit(write, Never);
        await session.Commit(write, Never);

        var found = new List<Evidence>();
        for (string? next = "0"; next is not null;)
        {
            var page = await http.GetFromJsonAsync<EvidencePage>(
                $"{OrderingRoutes.Evidence}?cursor={next}&limit=2", Never);
            found.AddRange(page!.Items.Select(Read));
            next = page.Next;
        }

        Assert.Equal(proofs, found);
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("cursor=last")]
    [InlineData("cursor=-1")]
    public async Task A_page_that_makes_no_sense_is_refused(string query)
    {
        await using var validator = await BareValidator.Build(_network, Never);
        using var http = await validator.Start(Never);

        using var answer = await http.GetAsync($"{OrderingRoutes.Evidence}?{query}", Never);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    private Evidence Read(EvidenceItem item)
    {
        Assert.Equal("Votes", item.Kind);
        Assert.Equal(_network.ValidatorKey.Address.ToString(), item.Offender);
        Assert.True(Hex.TryDecode(item.Rlp, out var encoded));
        Assert.True(Evidence.TryDecode(encoded, out var evidence));
        Assert.True(evidence.IsValid(_network.Genesis));
        return evidence;
    }

    private Evidence Proof(int view) => new Evidence.Votes(VoteFor(view, 1), VoteFor(view, 2));

    private Vote VoteFor(int view, byte block) => Vote.Sign(
        VoteKind.Notarize, _network.Genesis.NetworkId, new View((ulong)view), Keccak256.Hash([block]), _network.Seat.Signer);
}
