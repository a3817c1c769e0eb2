namespace SharedSequencer.EndToEnd.Tests;

public sealed class EthersTests(MeshFixture mesh)
{
    [Fact]
    public async Task A_sent_transaction_is_executed_and_its_receipt_found()
    {
        var result = await NodeWallet.RunAsync(mesh, "ethers", "sendAndWait");

        Assert.Equal(1, result.GetProperty("status").GetInt32());
    }

    [Fact]
    public async Task Two_quick_sends_from_one_account_take_two_nonces_and_both_run()
    {
        var result = await NodeWallet.RunAsync(mesh, "ethers", "twoQuickSends");

        Assert.Equal("[0,1]", result.GetProperty("nonces").GetRawText());
        Assert.Equal("[1,1]", result.GetProperty("statuses").GetRawText());
    }

    [Fact]
    public async Task A_deployed_contract_answers()
    {
        var result = await NodeWallet.RunAsync(mesh, "ethers", "deploy");

        Assert.Equal("42", result.GetProperty("answer").GetString());
    }

    [Fact]
    public async Task SendRawTransactionSync_answers_with_the_receipt()
    {
        var result = await NodeWallet.RunAsync(mesh, "ethers", "sendSync");

        Assert.Equal(1, result.GetProperty("status").GetInt32());
    }

    [Fact]
    public async Task A_WebSocket_subscription_tells_the_new_head()
    {
        var result = await NodeWallet.RunAsync(mesh, "ethers", "newHeads");

        Assert.True(result.GetProperty("isNew").GetBoolean());
        Assert.Equal(1, result.GetProperty("status").GetInt32());
    }

    [Fact]
    public async Task A_used_nonce_is_the_error_that_ethers_knows()
    {
        var result = await NodeWallet.RunAsync(mesh, "ethers", "tooLowNonce");

        Assert.Equal("NONCE_EXPIRED", result.GetProperty("code").GetString());
    }
}
