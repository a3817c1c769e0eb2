using SharedSequencer.Client;
using SharedSequencer.Launcher.Development;
using SharedSequencer.Launcher.Traffic;
using SharedSequencer.Mesh.Tests.Load;
using SharedSequencer.Protocol;

namespace SharedSequencer.Mesh.Tests;

/// <summary>One noisy rollup harms only itself (P8).</summary>
public sealed class NoisyRollupTests(MeshFixture mesh)
{
    private const ulong FirstSpare = 10_000;
    private const int QuietRollups = 10;
    private const int Samples = 60;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_rollup_flooded_at_ten_times_its_quota_is_refused_before_recovery_and_slows_no_other()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await RegisterAllAsync(cancellation);
        var quiet = Enumerable.Range(1, QuietRollups)
            .Select(i => new QuietRollup(mesh, FirstSpare + (ulong)i))
            .ToList();
        await MedianAsync(quiet, QuietRollups, cancellation);
        var unloaded = await MedianAsync(quiet, Samples, cancellation);

        var flood = new Flood(mesh.Http, mesh.Endpoints.Ingress, FirstSpare);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var flooding = flood.RunAsync(stop.Token);
        var loaded = await MedianAsync(quiet, Samples, cancellation);
        var (rate, recovered, elapsed) = (flood.Rate, flood.Recovered, flood.Elapsed);
        await stop.CancelAsync();
        await flooding;
        quiet.ForEach(rollup => rollup.Dispose());

        // One second of quota is saved up in the bucket; one more covers answers under way.
        var within = MeshFixture.QuotaPerSecond * (elapsed.TotalSeconds + 2);
        Assert.True(rate >= 10 * MeshFixture.QuotaPerSecond, $"The flood reached {rate:0} tx/s.");
        Assert.True(recovered <= within, $"{recovered} of the flood came to recovery, {within:0} are within quota.");
        Assert.True(loaded <= 2 * unloaded, $"Median {loaded:0} ms under the flood, {unloaded:0} ms before it.");
    }

    private async Task RegisterAllAsync(CancellationToken cancellation)
    {
        var registrar = new RollupRegistrar(mesh.Http, mesh.Endpoints.Ingress, mesh.Genesis.NetworkId);
        for (var id = FirstSpare; id < FirstSpare + MeshFixture.SpareRollups; id++)
        {
            using var owner = DevelopmentKeys.Derive(DevelopmentRole.Owner, id);
            await registrar.RegisterAsync(new RollupIdentity(new RollupId(id), id), owner, 1, cancellationToken: cancellation);
        }

        await Waiting.UntilAsync(
            async token =>
            {
                var head = await mesh.Chain.AdvanceAsync(token);
                return head.Registry.Rollups.Count(rollup => rollup.IsActive) == 200;
            },
            "200 rollups are active", Patience, TimeProvider.System, cancellation);
    }

    private static async Task<double> MedianAsync(
        List<QuietRollup> rollups, int samples, CancellationToken cancellation)
    {
        var spans = new List<double>(samples);
        for (var i = 0; i < samples; i++)
            spans.Add((await rollups[i % rollups.Count].MeasureAsync(cancellation)).TotalMilliseconds);
        return Quantile.Of(spans, 0.5);
    }
}
