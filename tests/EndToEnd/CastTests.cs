using System.Text.Json;
using SharedSequencer.Launcher.Traffic;
using SharedSequencer.Primitives;

namespace SharedSequencer.EndToEnd.Tests;

public sealed class CastTests(MeshFixture mesh)
{
    private const string Recipient = "0x00000000000000000000000000000000000000aa";
    private const string InitCode = "0x600a600c600039600a6000f3602a60005260206000f3";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_sent_transaction_is_executed_and_its_receipt_found()
    {
        var receipt = await SendAsync(mesh.TakeAccountKey(), Recipient, "--value", "1");

        Assert.Equal("0x1", receipt.GetProperty("status").GetString());
    }

    [Fact]
    public async Task Two_quick_sends_from_one_account_take_two_nonces_and_both_run()
    {
        var key = mesh.TakeAccountKey();
        var first = await SendAsync(key, Recipient, "--value", "1", "--async");
        await NonceTakenAsync(PrivateKey.Parse(key).Address);
        var second = await SendAsync(key, Recipient, "--value", "2", "--async");

        Assert.Equal("0x1", (await ReceiptAsync(first)).GetProperty("status").GetString());
        Assert.Equal("0x1", (await ReceiptAsync(second)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_deployed_contract_answers()
    {
        var receipt = await SendAsync(mesh.TakeAccountKey(), "--create", InitCode);
        var address = receipt.GetProperty("contractAddress").GetString()!;

        var answer = await CastAsync("call", "--rpc-url", mesh.Rpc.ToString(), address, "answer()(uint256)");
        Assert.Equal("42", answer.ToString());
    }

    [Fact]
    public async Task Send_with_sync_answers_with_the_receipt()
    {
        var receipt = await SendAsync(mesh.TakeAccountKey(), Recipient, "--value", "1", "--sync");

        Assert.Equal("0x1", receipt.GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_signed_transaction_can_be_published()
    {
        var raw = await CastAsync(
            "mktx", "--rpc-url", mesh.Rpc.ToString(), "--private-key", mesh.TakeAccountKey(),
            Recipient, "--value", "1");

        var hash = await CastAsync("publish", "--rpc-url", mesh.Rpc.ToString(), "--async", raw.ToString());
        Assert.Equal("0x1", (await ReceiptAsync(hash)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task The_WebSocket_serves_calls_as_well()
    {
        var chainId = await CastAsync("chain-id", "--rpc-url", mesh.WebSocket.ToString());

        Assert.Equal($"{mesh.Rollup.ChainId}", chainId.ToString());
    }

    /// <summary>
    /// cast takes its nonce from the count at `latest`, which holds what is soft-committed: a fraction of a second,
    /// long before the receipt. A send before that is refused as a replacement, as by any node.
    /// </summary>
    private Task NonceTakenAsync(Address sender) => Waiting.UntilAsync(
        async _ => (await CastAsync("nonce", "--rpc-url", mesh.Rpc.ToString(), sender.ToString())).ToString() == "1",
        "the first transaction is soft-committed",
        Patience, TimeProvider.System, TestContext.Current.CancellationToken);

    private Task<JsonElement> SendAsync(string key, params string[] arguments) => CastAsync(
        ["send", "--json", "--rpc-url", mesh.Rpc.ToString(), "--private-key", key, .. arguments]);

    private Task<JsonElement> ReceiptAsync(JsonElement hash) =>
        CastAsync("receipt", "--json", "--rpc-url", mesh.Rpc.ToString(), hash.ToString());

    private static Task<JsonElement> CastAsync(params string[] arguments) =>
        WalletProgram.RunAsync(Folders.Cast, arguments);
}
