namespace SharedSequencer.Mesh.Tests;

/// <summary>Every fault switch of the stand-in, under load.</summary>
public sealed class FaultSwitchTests(MeshFixture mesh)
{
    private const int Before = 40;
    private const int During = 40;
    private const int After = 80;

    [Theory]
    [InlineData("faults/rebalance?deactivate=false")]
    [InlineData("faults/rebalance?deactivate=true")]
    [InlineData("faults/topics/batches.v1/lose?count=3")]
    [InlineData("faults/topics/batches.v1/redeliver?count=10")]
    [InlineData("faults/topics/batches.v1/delay?count=5&holdMs=500")]
    [InlineData("faults/topics/batches.v1/reorder?count=6&holdMs=500")]
    [InlineData("faults/topics/block-finalized.v1/lose?count=1")]
    [InlineData("faults/topics/block-finalized.v1/lose?count=20")]
    [InlineData("faults/topics/block-finalized.v1/redeliver?count=10")]
    [InlineData("faults/topics/rollup-executed.v1/lose?count=5")]
    [InlineData("faults/hang?on=true")]
    [InlineData("faults/publish?failing=true")]
    [InlineData("sidecars/ingress/lose")]
    [InlineData("sidecars/ordering/lose")]
    [InlineData("sidecars/publisher/lose")]
    public async Task Every_returned_hash_is_executed_once_and_in_order_although_a_sidecar_fails(string fault)
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var load = mesh.StartLoad();
        await load.AcceptedAsync(Before);

        await SwitchAsync(fault, cancellation);
        await load.AcceptedAsync(During);
        await SwitchAsync("faults/clear", cancellation);

        await load.AcceptedAsync(After);
        await load.StopAsync();
        await mesh.AssertExecutedOnceAndInOrderAsync(cancellation);
    }

    private async Task SwitchAsync(string fault, CancellationToken cancellation)
    {
        using var answer = await mesh.Http.PostAsync(
            new Uri(mesh.Endpoints.SidecarAdmin!, fault), content: null, cancellation);
        answer.EnsureSuccessStatusCode();
    }
}
