namespace SharedSequencer.EndToEnd.Tests;

/// <summary>A stranger's client, written from the description of the API alone.</summary>
public sealed class BundleTests(MeshFixture mesh)
{
    [Fact]
    public async Task A_stranger_submits_follows_and_proves_a_bundle_and_both_legs_run()
    {
        var result = await NodeWallet.RunAsync(mesh, "bundles", "include");

        Assert.Equal("[true,true]", result.GetProperty("ids").GetRawText());
        Assert.Equal("Included", result.GetProperty("status").GetString());
        Assert.Equal("""["received","ordered"]""", result.GetProperty("events").GetRawText());
        Assert.Equal(11, result.GetProperty("code").GetInt32());
        Assert.Equal("[1,1]", result.GetProperty("statuses").GetRawText());
    }

    [Fact]
    public async Task A_stranger_cancels_a_bundle_and_proves_that_it_was_refused()
    {
        var result = await NodeWallet.RunAsync(mesh, "bundles", "cancel");

        Assert.Equal("Applied", result.GetProperty("cancelled").GetString());
        Assert.Equal("Refused", result.GetProperty("status").GetString());
        Assert.Equal("Cancelled", result.GetProperty("reason").GetString());
        Assert.Equal(14, result.GetProperty("code").GetInt32());
        Assert.Equal("too-late", result.GetProperty("tooLate").GetString());
    }

    [Fact]
    public async Task A_stranger_demands_a_state_of_a_rollup_and_is_included_only_where_it_holds()
    {
        var result = await NodeWallet.RunAsync(mesh, "bundles", "demand");

        Assert.Equal("not-attested", result.GetProperty("refused").GetString());
        Assert.Equal("Included", result.GetProperty("status").GetString());
        Assert.Equal("precondition", result.GetProperty("mode").GetString());
        Assert.Equal(11, result.GetProperty("code").GetInt32());
    }

    [Fact]
    public async Task A_stranger_proves_the_commit_of_legs_that_ran_and_the_abort_where_one_reverted()
    {
        var result = await NodeWallet.RunAsync(mesh, "bundles", "decide");

        Assert.Equal("""{"last":"decision","status":"Committed","code":23}""", result.GetProperty("good").GetRawText());
        Assert.Equal("""{"last":"decision","status":"Aborted","code":25}""", result.GetProperty("bad").GetRawText());
    }

    [Fact]
    public async Task What_a_stranger_did_not_sign_is_refused_and_a_forged_proof_does_not_verify()
    {
        var result = await NodeWallet.RunAsync(mesh, "bundles", "reject");

        Assert.Equal("bad-signature", result.GetProperty("notMine").GetString());
        Assert.Equal("unknown-field", result.GetProperty("unknown").GetString());
        Assert.False(result.GetProperty("forged").GetBoolean());
    }
}
