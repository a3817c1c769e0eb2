using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;
using SharedSequencer.Testing;

namespace SharedSequencer.Client.Tests.Bundles;

/// <summary>Against an ingress that answers whatever a test wants; the real one is tested with ethers, end to end.</summary>
public sealed class BundleClientTests
{
    private static readonly BundleSamples Samples = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_sent_is_what_ethers_sends()
    {
        foreach (var vector in BundleVectors.All.GetProperty("bundles").EnumerateArray())
        {
            var request = vector.GetProperty("request");
            if (request.TryGetProperty("replacementUuid", out _))
            {
                continue;
            }

            var bundle = new Bundle
            {
                Terms = BundleVectors.BuilderOf(request).Terms(),
                Legs = BundleVectors.LegsOf(request),
                Signature = Signature.Parse(BundleVectors.Text(request, "signature")),
            };
            JsonNode? sent = null;
            await using var ingress = await StartAsync(async context =>
            {
                sent = await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
                return Reply("Received", bundle.Id, isFinal: false);
            });
            using var http = new HttpClient();

            var reply = await ClientOf(http, ingress).SendAsync(bundle, cancellationToken: Token);

            Assert.Equal((BundleStage.Received, bundle.Id), (reply.Stage, reply.Bundle));
            Assert.True(JsonNode.DeepEquals(JsonNode.Parse(request.GetRawText()), sent), sent?.ToJsonString());
        }
    }

    [Fact]
    public async Task An_expiry_names_rollups_by_their_own_ids_and_asks_for_no_other()
    {
        var vector = BundleVectors.All.GetProperty("expiry");
        var request = vector.GetProperty("request");
        var terms = BundleVectors.TermsById(request);
        Assert.Equal(BundleVectors.Text(vector, "escrowId"), terms.EscrowId.ToString());
        var asked = new List<string>();
        JsonNode? sent = null;
        await using var ingress = await ReplayServer.StartAsync(HttpProtocols.Http1, _ => { }, app => app.Run(async context =>
        {
            asked.Add($"{context.Request.Method} {context.Request.Path}");
            sent = await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync("{}", context.RequestAborted);
        }));
        using var http = new HttpClient();

        await ClientOf(http, ingress).ExpireAsync(terms, Token);

        Assert.Equal(["POST /v1/bundles/expiries"], asked);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(request.GetRawText()), sent), sent?.ToJsonString());
    }

    [Fact]
    public async Task A_refusal_carries_its_stable_code()
    {
        await using var ingress = await StartAsync(context =>
        {
            context.Response.StatusCode = StatusCodes.Status409Conflict;
            return Task.FromResult<JsonNode>(new JsonObject { ["code"] = "expired", ["detail"] = "notAfter has passed" });
        });
        using var http = new HttpClient();

        var refused = await Assert.ThrowsAsync<BundleRefusedException>(
            () => ClientOf(http, ingress).SendAsync(Samples.Inclusion, cancellationToken: Token));

        Assert.Equal(("expired", HttpStatusCode.Conflict), (refused.Code, refused.Status));
    }

    [Fact]
    public async Task The_answer_about_another_bundle_is_no_answer()
    {
        await using var ingress = await StartAsync(_ => Task.FromResult<JsonNode>(Reply("Received", Keccak256.Hash([1]), isFinal: false)));
        using var http = new HttpClient();

        await Assert.ThrowsAsync<UnexpectedAnswerException>(
            () => ClientOf(http, ingress).SendAsync(Samples.Inclusion, cancellationToken: Token));
    }

    [Fact]
    public async Task What_is_unknown_is_null_and_proves_nothing()
    {
        await using var ingress = await StartAsync(context =>
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.FromResult<JsonNode>(new JsonObject { ["code"] = "unknown-bundle" });
        });
        using var http = new HttpClient();
        var client = ClientOf(http, ingress);

        Assert.Null(await client.FindAsync(Samples.Inclusion.Id, cancellationToken: Token));
        Assert.Equal(new BundleProofs(null, null), await client.ProveAsync(Samples.Inclusion, Token));
    }

    [Theory]
    [InlineData("Applied", true)]
    [InlineData("Rejected", false)]
    [InlineData("Received", null)]
    public async Task A_cancel_took_effect_or_not_or_is_not_ordered(string status, bool? applied)
    {
        await using var ingress = await StartAsync(_ => Task.FromResult<JsonNode>(new JsonObject { ["status"] = status }));
        using var http = new HttpClient();
        var cancel = Samples.Bundles.Cancel(Samples.Inclusion.Id, new ChainTime(1));

        Assert.Equal(applied, await ClientOf(http, ingress).CancelAsync(cancel, TimeSpan.FromSeconds(1), Token));
    }

    [Fact]
    public async Task Both_outcomes_of_a_bundle_are_proved()
    {
        foreach (var (bundle, code) in new[]
        {
            (Samples.Committed, OutcomeCode.Committed), (Samples.Aborted, OutcomeCode.AbortedLegFailed),
        })
        {
            var proofs = await ProveAsync(bundle, ProofOf(bundle.Id), ProofOf(bundle.Terms.EscrowId));
            Assert.Equal((OutcomeCode.Included, code), (proofs.Outcome!.Outcome.Code, proofs.Decision!.Outcome.Code));
        }
    }

    [Fact]
    public async Task A_decision_that_an_ingress_knows_by_the_terms_alone_is_proved_too()
    {
        var bundle = Samples.Committed;
        await using var ingress = await StartAsync(context => Task.FromResult<JsonNode>(
            context.Request.Path.Value!.Contains(bundle.Id.ToString(), StringComparison.Ordinal)
                ? new JsonObject { ["bundle"] = Rlp(ProofOf(bundle.Id)), ["decision"] = null }
                : new JsonObject { ["bundle"] = null, ["decision"] = Rlp(ProofOf(bundle.Terms.EscrowId)) }));
        using var http = new HttpClient();

        var proofs = await ClientOf(http, ingress).ProveAsync(bundle, Token);

        Assert.Equal(
            (OutcomeCode.Included, OutcomeCode.Committed), (proofs.Outcome!.Outcome.Code, proofs.Decision!.Outcome.Code));
    }

    [Fact]
    public async Task A_proof_of_something_else_or_of_nothing_is_refused()
    {
        var (bundle, other) = (Samples.Committed, Samples.Aborted);
        var right = ProofOf(bundle.Terms.EscrowId);
        var notarized = right with
        {
            Finality = right.Finality with { Finalization = right.Finality.Finalization with { Kind = VoteKind.Notarize } },
        };
        foreach (var wrong in new[]
        {
            ProofOf(other.Terms.EscrowId), ProofOf(bundle.Id), notarized, right with { Index = right.Index + 1, Count = right.Count + 1 },
        })
        {
            await Assert.ThrowsAsync<VerificationException>(() => ProveAsync(bundle, ProofOf(bundle.Id), wrong));
        }
    }

    [Fact]
    public void The_proof_of_ethers_verifies_and_a_Notarization_does_not()
    {
        var json = BundleVectors.All.GetProperty("proof");
        var genesis = BundleVectors.Genesis;
        Assert.Equal(BundleVectors.Text(json.GetProperty("genesis"), "network"), genesis.NetworkId.ToString());
        foreach (var (name, fault) in new[]
        {
            ("rlp", BlockFault.None), ("rlpOverDescendant", BlockFault.None), ("rlpOfNotarization", BlockFault.NotFinalized),
        })
        {
            Assert.True(OutcomeProof.TryDecode(BundleVectors.BytesOf(BundleVectors.Text(json, name)), out var proof));
            Assert.Equal(fault, proof.Check(genesis));
            Assert.Equal(BundleVectors.Text(json, "leafHash"), proof.Outcome.LeafHash().ToString());
            var verdict = BundleVerdict.OfTerms(proof.Outcome, Hash256.Parse(BundleVectors.Text(json, "escrowId")));
            Assert.Equal(BundleStanding.Committed, verdict.Standing);
        }
    }

    [Fact]
    public async Task Events_are_read_to_the_end()
    {
        const string stream = """
            retry: 1000

            id: 1
            event: received
            data: {"step":"Received","time":"5"}

            : keep-alive

            id: 2
            event: ordered
            data: {"step":"Refused","time":"6","height":"9","code":"Expired","reason":"late"}


            """;
        await using var ingress = await ReplayServer.StartAsync(
            HttpProtocols.Http1, _ => { }, app => app.MapGet("/v1/bundles/{id}/events", () => Results.Text(stream, "text/event-stream")));
        using var http = new HttpClient();
        var events = new List<BundleEvent>();
        await foreach (var next in ClientOf(http, ingress).FollowAsync(Samples.Inclusion.Id, Token))
        {
            events.Add(next);
        }

        Assert.Equal([BundleStage.Received, BundleStage.Refused], events.Select(one => one.Stage));
        Assert.Equal((new Height(9), "Expired", "late"), (events[1].Height!.Value, events[1].Code, events[1].Reason));
    }

    private static OutcomeProof ProofOf(Hash256 subject)
    {
        var block = Samples.Chain.Blocks.Single(one => one.Outcomes.Any(outcome => outcome.Subject == subject));
        return OutcomeProof.Of(block, block.Outcomes.ToList().FindIndex(outcome => outcome.Subject == subject));
    }

    private static async Task<BundleProofs> ProveAsync(Bundle bundle, OutcomeProof outcome, OutcomeProof decision)
    {
        await using var ingress = await StartAsync(_ => Task.FromResult<JsonNode>(new JsonObject
        {
            ["bundle"] = Rlp(outcome),
            ["decision"] = Rlp(decision),
        }));
        using var http = new HttpClient();
        return await ClientOf(http, ingress).ProveAsync(bundle, Token);
    }

    private static JsonObject Rlp(OutcomeProof proof) => new() { ["rlp"] = Hex.Encode(proof.Encode()) };

    private static BundleClient ClientOf(HttpClient http, ReplayServer ingress) => new(http, ingress.Address, Samples.Network.Genesis);

    private static Task<ReplayServer> StartAsync(Func<HttpContext, Task<JsonNode>> answer) => ReplayServer.StartAsync(
        HttpProtocols.Http1,
        _ => { },
        app =>
        {
            app.MapGet("/v1/rollups/{id}", (ulong id) => Results.Json(new { chainId = $"{10_000 + id}" }));
            app.Map("/v1/bundles/{**rest}", async context =>
            {
                var json = await answer(context);
                context.Response.ContentType = "application/json";
                await context.Response.WriteAsync(json.ToJsonString(), context.RequestAborted);
            });
        });

    private static JsonObject Reply(string status, Hash256 bundle, bool isFinal) => new JsonObject
    {
        ["bundleHash"] = bundle.ToString(),
        ["status"] = status,
        ["isFinal"] = isFinal,
        ["steps"] = new JsonArray(),
    };
}
