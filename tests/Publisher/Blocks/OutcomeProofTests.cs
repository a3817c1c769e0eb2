using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using SharedSequencer.Messages;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;
using SharedSequencer.Publisher.Tests.Support;
using SharedSequencer.Testing;

namespace SharedSequencer.Publisher.Tests.Blocks;

/// <summary>The archive proves what became of bundles.</summary>
public sealed class OutcomeProofTests : IAsyncLifetime
{
    private readonly BundleSamples _samples = new();
    private OrderingServer? _ordering;
    private PublisherHost? _publisher;

    private PublisherHost Publisher => _publisher!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _ordering = await OrderingServer.StartAsync(Token);
        _ordering.Publish(_samples.Chain);
        var cluster = await PostgresCluster.SharedAsync();
        _publisher = await PublisherHost.StartAsync(_samples.Network, _ordering, await cluster.CreateDatabaseAsync(Token));
        await _publisher.CaughtUpAsync(_samples.Chain);
    }

    public async ValueTask DisposeAsync()
    {
        if (_publisher is not null) await _publisher.DisposeAsync();
        if (_ordering is not null) await _ordering.DisposeAsync();
    }

    [Fact]
    public async Task Every_outcome_of_every_block_is_proved_against_the_genesis()
    {
        var proved = 0;
        foreach (var block in _samples.Chain.Blocks)
        {
            foreach (var outcome in block.Outcomes)
            {
                var encoded = await Publisher.GetRlpAsync(RouteOf(block, outcome));
                Assert.True(OutcomeProof.TryDecode(encoded, out var proof));
                Assert.Equal((BlockFault.None, outcome), (proof.Check(_samples.Network.Genesis), proof.Outcome));
                proved++;
            }
        }

        Assert.True(proved >= 8);
    }

    [Fact]
    public async Task The_JSON_shows_the_parts_and_carries_the_whole()
    {
        var escrowId = _samples.Committed.Terms.EscrowId;
        var block = _samples.Chain.Blocks.Single(one => one.Outcomes.Any(outcome => outcome.Subject == escrowId));
        var json = await Publisher.GetAsync<JsonElement>(
            PublisherRoutes.OutcomeProofOf(block.Header.Height.Value, "decision", escrowId.ToString()));

        Assert.Equal(("Decision", "Committed"), (json.GetProperty("kind").GetString(), json.GetProperty("code").GetString()));
        Assert.Equal(block.Header.Hash.ToString(), json.GetProperty("block").GetProperty("hash").GetString());
        Assert.True(Hex.TryDecode(json.GetProperty("rlp").GetString(), out var rlp));
        Assert.True(OutcomeProof.TryDecode(rlp, out var proof));
        Assert.Equal(proof.Outcome.LeafHash().ToString(), json.GetProperty("leafHash").GetString());
        Assert.Equal(BundleStanding.Committed, BundleVerdictOf(proof));
    }

    [Fact]
    public async Task What_is_malformed_or_not_told_is_a_problem_with_a_stable_type()
    {
        var subject = _samples.Inclusion.Id.ToString();
        foreach (var (path, status, code) in new[]
        {
            ("/v1/blocks/1/outcomes/bundle/0x12/proof", HttpStatusCode.BadRequest, "bad-hash"),
            ($"/v1/blocks/1/outcomes/3/{subject}/proof", HttpStatusCode.BadRequest, "bad-kind"),
            ($"/v1/blocks/9999/outcomes/bundle/{subject}/proof", HttpStatusCode.NotFound, "unknown-block"),
            ($"/v1/blocks/1/outcomes/bundle/{subject}/proof", HttpStatusCode.NotFound, "unknown-outcome"),
        })
        {
            using var answer = await Publisher.Http.GetAsync(path, Token);
            Assert.Equal(status, answer.StatusCode);
            var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Token);
            Assert.Equal(code, problem.GetProperty("code").GetString());
        }
    }

    private BundleStanding BundleVerdictOf(OutcomeProof proof) =>
        BundleVerdict.Of(proof.Outcome, _samples.Committed).Standing;

    private static string RouteOf(FinalizedBlock block, Outcome outcome) => PublisherRoutes.OutcomeProofOf(
        block.Header.Height.Value, outcome.Kind.ToString(), outcome.Subject.ToString());
}
