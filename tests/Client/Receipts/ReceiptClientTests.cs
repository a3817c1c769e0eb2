using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;
using SharedSequencer.Testing;

namespace SharedSequencer.Client.Tests.Receipts;

public sealed class ReceiptClientTests
{
    private static readonly byte[] Raw = [1, 2, 3];
    private static readonly TimeSpan Long = ProtocolDefaults.ReceiptDeadline + TimeSpan.FromSeconds(1);

    private readonly TestNetwork _network = new(1);
    private readonly TestChain _chain;
    private readonly SignedReceipt _receipt;

    public ReceiptClientTests()
    {
        _chain = new TestChain(_network).Register();
        var receipt = new Receipt
        {
            Network = _network.Genesis.NetworkId,
            Rollup = new RollupId(1),
            Transaction = Keccak256.Hash(Raw),
            Deadline = _chain.Now.Wall.Plus(ProtocolDefaults.ReceiptDeadline),
        };
        _receipt = new SignedReceipt(receipt, _network.IngressKey.Address, _network.IngressKey.Sign(receipt.Digest()));
    }

    [Fact]
    public async Task A_kept_promise_is_found_in_the_chain()
    {
        _chain.Order(new RollupId(1), Raw).Advance(Long);

        var audited = await AuditAsync(_receipt);

        Assert.Equal(ReceiptStanding.Kept, audited!.Standing);
        Assert.Null(audited.Evidence);
    }

    [Fact]
    public async Task A_broken_promise_becomes_evidence()
    {
        _chain.NextBlock();
        Assert.Equal(ReceiptStanding.Open, (await AuditAsync(_receipt))!.Standing);
        _chain.Advance(Long);

        var audited = await AuditAsync(_receipt);

        Assert.Equal(ReceiptStanding.Broken, audited!.Standing);
        Assert.Equal(_receipt.Receipt, audited.Evidence!.Receipt);
    }

    [Fact]
    public async Task A_promise_that_nobody_made_is_no_promise()
    {
        var forged = _receipt with { Signature = TestNetwork.Key("x").Sign(_receipt.Receipt.Digest()) };
        var other = _receipt with { Receipt = _receipt.Receipt with { Transaction = Keccak256.Hash([7]) } };

        await Assert.ThrowsAsync<UnexpectedAnswerException>(() => AuditAsync(forged));
        await Assert.ThrowsAsync<UnexpectedAnswerException>(() => AuditAsync(other));
        Assert.Null(await AuditAsync(null));
    }

    private async Task<AuditedReceipt?> AuditAsync(SignedReceipt? answered)
    {
        await using var publisher = await BlockServer.StartAsync(_chain.Blocks);
        await using var ingress = await ReplayServer.StartAsync(
            HttpProtocols.Http1, _ => { }, app => app.MapPost("/rpc/{chainId}", () => Results.Json(AnswerOf(answered))));
        using var http = new HttpClient();
        var client = new ReceiptClient(
            new TransactionClient(new RpcClient(http, new Uri(ingress.Address, "/rpc/10001"))),
            new BlockClient(http, publisher.Address),
            _network.Genesis);
        return await client.AuditAsync(
            _receipt.Receipt.Transaction, new ChainFollower(_network.Genesis), TestContext.Current.CancellationToken);
    }

    private static JsonObject AnswerOf(SignedReceipt? receipt) => new()
    {
        ["jsonrpc"] = "2.0",
        ["id"] = 0,
        ["result"] = receipt is null ? null : new JsonObject
        {
            ["network"] = receipt.Receipt.Network.ToString(),
            ["rollupId"] = receipt.Receipt.Rollup.ToString(),
            ["transaction"] = receipt.Receipt.Transaction.ToString(),
            ["deadline"] = receipt.Receipt.Deadline.ToString(),
            ["ingress"] = receipt.Ingress.ToString(),
            ["signature"] = receipt.Signature.ToString(),
        },
    };
}
