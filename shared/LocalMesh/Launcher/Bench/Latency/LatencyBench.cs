using SharedSequencer.Launcher.Mesh;
using SharedSequencer.Launcher.Traffic;

namespace SharedSequencer.Launcher.Bench;

/// <summary>From submission to soft commit, as a user sees it: alone, and beside half of what the mesh can do.</summary>
internal sealed class LatencyBench(
    LocalMeshHost mesh, OrderedLoad ordered, TimeProvider time, IProgress<string> progress) : IDisposable
{
    // Each look costs the mesh a look into its journal: more of them would be a load of their own.
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(4);
    private static readonly TimeSpan FirstLook = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Random _pauses = new(1);
    private readonly FundedSender[] _senders =
        FundedSender.All(mesh.Endpoints.Rollups[0].ChainId, IntakePlan.Senders + LatencyPlan.Probes);

    /// <summary>Measures.</summary>
    public async Task<LatencyReport> RunAsync(CancellationToken cancellation)
    {
        var load = _senders[..IntakePlan.Senders];
        var probes = _senders[IntakePlan.Senders..];
        progress.Report("warming up, and how much it can do");
        await SendAsync(OrderPlan.WarmUp, load, cancellation);
        var most = await SendAsync(OrderPlan.Batches, load, cancellation);
        progress.Report($"at most {most:0} tx/s; {LatencyPlan.IdleSamples} transactions alone");
        var idle = await ProbeAsync(probes[0], LatencyPlan.IdleSamples, cancellation);

        var half = Load.Sign(LatencyPlan.AtRate(most / 2), load);
        progress.Report($"{probes.Length} users beside {most / 2:0} tx/s");
        var running = PacedLoad.RunAsync(half, ordered.Target, most / 2, time, cancellation);
        var samples = await Task.WhenAll(probes.Select(probe => ProbeAsync(probe, running, cancellation)));
        return new LatencyReport(
            idle,
            [.. samples.SelectMany(spans => spans)],
            most,
            await running,
            mesh.Endpoints.Validators.Count,
            mesh.Endpoints.SidecarDescription);
    }

    public void Dispose()
    {
        foreach (var sender in _senders)
            sender.Dispose();
    }

    private async Task<double> SendAsync(LoadShape shape, FundedSender[] senders, CancellationToken cancellation)
    {
        var load = Load.Sign(shape, senders);
        var rate = await ordered.SendAsync(load, cancellation);
        await ordered.WaitUntilArchivedAsync(load, cancellation);
        return rate;
    }

    private async Task<List<LatencySample>> ProbeAsync(FundedSender probe, int samples, CancellationToken cancellation)
    {
        var spans = new List<LatencySample>();
        while (spans.Count < samples)
            spans.Add(await SampleAsync(probe, cancellation));
        return spans;
    }

    private async Task<List<LatencySample>> ProbeAsync(FundedSender probe, Task load, CancellationToken cancellation)
    {
        var spans = new List<LatencySample>();
        while (!load.IsCompleted)
            spans.Add(await SampleAsync(probe, cancellation));
        return spans;
    }

    private double NextShare()
    {
        lock (_pauses)
            return _pauses.NextDouble();
    }

    private async Task<LatencySample> SampleAsync(FundedSender probe, CancellationToken cancellation)
    {
        await Task.Delay(LatencyPlan.LongestPause * NextShare(), time, cancellation);
        var transaction = probe.Transfer();
        var sent = time.GetUtcNow();
        var started = time.GetTimestamp();
        await ordered.Ingress.SendAsync(transaction.Raw, cancellation);
        await Task.Delay(FirstLook, time, cancellation);
        while (true)
        {
            var status = await ordered.Ingress.GetStatusAsync(transaction.Hash, cancellation);
            if (OrderedLoad.IsSoftCommitted(status))
                return LatencySample.Of(sent, time.GetElapsedTime(started), status!);
            if (time.GetElapsedTime(started) > Patience)
                throw new LocalMeshException($"{transaction.Hash} is not soft-committed after {Patience.TotalSeconds} s.");
            await Task.Delay(Poll, time, cancellation);
        }
    }
}
