using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Client.Tests.Submission;

public sealed class TransactionClientTests
{
    private static readonly ReadOnlyMemory<byte> First = SampleNetwork.Transaction(901, 0);
    private static readonly ReadOnlyMemory<byte> Second = SampleNetwork.Transaction(901, 1);

    [Fact]
    public async Task A_batch_tells_which_transaction_was_refused_and_why()
    {
        await using var ingress = await StartAsync(_ => new JsonArray(
            Error(1, -32000, "nonce too low"), Result(0, Keccak256.Hash(First.Span).ToString())));
        using var http = new HttpClient();

        var answers = await ClientOf(http, ingress).SendManyAsync(
            [First, Second], TestContext.Current.CancellationToken);

        Assert.Equal([true, false], answers.Select(answer => answer.IsAccepted));
        Assert.Equal("nonce too low", answers[1].Error!.Message);
        Assert.Equal(Keccak256.Hash(Second.Span), answers[1].Hash);
    }

    [Fact]
    public async Task The_hash_of_another_transaction_is_no_answer()
    {
        await using var ingress = await StartAsync(_ => Result(0, Keccak256.Hash(Second.Span).ToString()));
        using var http = new HttpClient();

        await Assert.ThrowsAsync<UnexpectedAnswerException>(
            () => ClientOf(http, ingress).SendAsync(First, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_batch_answered_in_part_is_no_answer()
    {
        await using var ingress = await StartAsync(
            _ => new JsonArray(Result(0, Keccak256.Hash(First.Span).ToString())));
        using var http = new HttpClient();

        await Assert.ThrowsAsync<UnexpectedAnswerException>(
            () => ClientOf(http, ingress).SendManyAsync([First, Second], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_refusal_with_status_429_still_carries_its_error()
    {
        await using var ingress = await StartAsync(context =>
        {
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            return Error(0, RpcError.LimitExceeded, "limit exceeded");
        });
        using var http = new HttpClient();

        var failure = await Assert.ThrowsAsync<RpcException>(
            () => ClientOf(http, ingress).SendAsync(First, TestContext.Current.CancellationToken));
        Assert.Equal(RpcError.LimitExceeded, failure.Error.Code);
    }

    [Theory]
    [InlineData("network", false)]
    [InlineData("stranger", false)]
    [InlineData("deadline", false)]
    [InlineData("none", true)]
    public async Task A_receipt_is_a_promise_only_when_an_ingress_of_the_network_signed_exactly_it(
        string tampered, bool holds)
    {
        var network = new SampleNetwork();
        var key = tampered == "stranger" ? SampleNetwork.Key("stranger", 1) : network.Ingress;
        var receipt = new Receipt
        {
            Network = tampered == "network" ? new SampleNetwork(2).Genesis.NetworkId : network.Genesis.NetworkId,
            Rollup = SampleNetwork.First,
            Transaction = Keccak256.Hash(First.Span),
            Deadline = new ChainTime(1_700_000_060_000),
        };
        var signature = key.Sign(receipt.Digest());
        var told = tampered == "deadline" ? receipt with { Deadline = new ChainTime(1_800_000_000_000) } : receipt;
        await using var ingress = await StartAsync(_ => Result(0, Write(told, key.Address, signature)));
        using var http = new HttpClient();

        var signed = await ClientOf(http, ingress).GetReceiptAsync(
            receipt.Transaction, TestContext.Current.CancellationToken);

        Assert.Equal(holds, signed!.IsPromiseFor(receipt.Transaction, network.Genesis));
        Assert.False(signed.IsPromiseFor(Keccak256.Hash(Second.Span), network.Genesis));
    }

    private static TransactionClient ClientOf(HttpClient http, ReplayServer ingress) =>
        new(new RpcClient(http, new Uri(ingress.Address, "/rpc/901")));

    private static JsonObject Write(Receipt receipt, Address ingress, Signature signature) => new()
    {
        ["network"] = receipt.Network.ToString(),
        ["rollupId"] = receipt.Rollup.ToString(),
        ["transaction"] = receipt.Transaction.ToString(),
        ["deadline"] = receipt.Deadline.ToString(),
        ["ingress"] = ingress.ToString(),
        ["signature"] = signature.ToString(),
    };

    private static JsonObject Result(int id, JsonNode result) =>
        new() { ["jsonrpc"] = "2.0", ["id"] = id, ["result"] = result };

    private static JsonObject Error(int id, int code, string message) => new()
    {
        ["jsonrpc"] = "2.0",
        ["id"] = id,
        ["error"] = new JsonObject { ["code"] = code, ["message"] = message },
    };

    private static Task<ReplayServer> StartAsync(Func<HttpContext, JsonNode> answer) => ReplayServer.StartAsync(
        HttpProtocols.Http1,
        _ => { },
        app => app.MapPost("/rpc/901", async (HttpContext context) =>
        {
            var json = answer(context).ToJsonString();
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync(json, context.RequestAborted);
        }));
}
