namespace SharedSequencer.Mesh.Tests;

/// <summary>kill -9 of each process in turn, under load.</summary>
public sealed class KilledProcessTests(MeshFixture mesh)
{
    private const int Before = 60;
    private const int After = 120;

    [Theory]
    [InlineData("ingress")]
    [InlineData("ordering")]
    [InlineData("publisher")]
    [InlineData("bundles")]
    [InlineData("sentinel")]
    [InlineData("stand-in")]
    [InlineData("postgres")]
    [InlineData("rollup-901")]
    [InlineData("rollup-902")]
    public async Task Every_returned_hash_is_executed_once_and_in_order_although_a_process_is_killed(string process)
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var load = mesh.StartLoad();
        await load.AcceptedAsync(Before);

        await mesh.Mesh.KillAsync(process, cancellation);
        await mesh.Mesh.RestartAsync(process, cancellation);
        await mesh.Mesh.WaitReadyAsync(process, cancellation);

        await load.AcceptedAsync(After);
        await load.StopAsync();
        await mesh.AssertExecutedOnceAndInOrderAsync(cancellation);
    }
}
