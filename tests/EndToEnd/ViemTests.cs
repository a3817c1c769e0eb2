namespace SharedSequencer.EndToEnd.Tests;

public sealed class ViemTests(MeshFixture mesh)
{
    [Fact]
    public async Task A_sent_transaction_is_executed_and_its_receipt_found()
    {
        var result = await NodeWallet.RunAsync(mesh, "viem", "sendAndWait");

        Assert.Equal("success", result.GetProperty("status").GetString());
    }

    [Fact]
    public async Task Two_quick_sends_from_one_account_take_two_nonces_and_both_run()
    {
        var result = await NodeWallet.RunAsync(mesh, "viem", "twoQuickSends");

        Assert.Equal("[0,1]", result.GetProperty("nonces").GetRawText());
        Assert.Equal("""["success","success"]""", result.GetProperty("statuses").GetRawText());
    }

    [Fact]
    public async Task A_deployed_contract_answers()
    {
        var result = await NodeWallet.RunAsync(mesh, "viem", "deploy");

        Assert.Equal("42", result.GetProperty("answer").GetString());
    }

    [Fact]
    public async Task SendTransactionSync_answers_with_the_receipt()
    {
        var result = await NodeWallet.RunAsync(mesh, "viem", "sendSync");

        Assert.Equal("success", result.GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_WebSocket_subscription_tells_the_new_head()
    {
        var result = await NodeWallet.RunAsync(mesh, "viem", "newHeads");

        Assert.True(result.GetProperty("isNew").GetBoolean());
        Assert.Equal("success", result.GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_used_nonce_is_the_error_that_viem_knows()
    {
        var result = await NodeWallet.RunAsync(mesh, "viem", "tooLowNonce");

        Assert.Equal("NonceTooLowError", result.GetProperty("code").GetString());
    }
}
