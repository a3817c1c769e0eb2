using SharedSequencer.Client;
using SharedSequencer.Launcher.Bundles;
using SharedSequencer.Launcher.Mesh;
using SharedSequencer.Launcher.Traffic;
using SharedSequencer.Protocol;

namespace SharedSequencer.Launcher.Chaos;

/// <summary>Load on a running mesh while one thing after the other is broken; then the question what is left of it.
/// </summary>
internal sealed class ChaosRun(
    LocalMeshHost mesh, ChaosOptions options, HttpClient http, TimeProvider time, IProgress<string> progress)
{
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Quick = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Runs until the time is over and enough leaders were killed.</summary>
    public async Task<ChaosReport> RunAsync(CancellationToken cancellation)
    {
        var endpoints = mesh.Endpoints;
        var genesis = GenesisJson.Parse(await File.ReadAllTextAsync(endpoints.GenesisFile, cancellation));
        foreach (var rollup in endpoints.Rollups)
            await MeshSetup.RegisterAsync(endpoints, rollup, genesis.NetworkId, http, time, cancellation);
        // A frozen one must not hold up the question who is complete.
        using var quick = new HttpClient { Timeout = Quick };
        var validators = endpoints.Validators.Select(validator => new ValidatorClient(quick, validator)).ToList();
        var rollups = endpoints.Rollups
            .Select(rollup => new RollupTraffic(endpoints, rollup, http, ChaosOptions.SendersPerRollup))
            .ToList();
        var tools = new FaultTools(mesh, validators, genesis.Committee, time);
        var client = new BundleClient(http, endpoints.Ingress, genesis);
        await using var bundles = options.OnlyLeaders
            ? null
            : await BundleTraffic.StartAsync(
                rollups, ChaosOptions.SendersPerRollup + 1, client, genesis, time, cancellation);
        var started = time.GetTimestamp();
        List<ChaosStep> steps;
        await using (var traffic = SteadyTraffic.Start(rollups, cancellation))
        {
            steps = await BreakAsync(tools, traffic, bundles, validators.Count, cancellation);
            progress.Report($"{traffic.Accepted} transactions accepted; everything is whole again");
            await Task.WhenAll(bundles?.StopAsync() ?? Task.CompletedTask, traffic.StopAsync());
        }

        var duration = time.GetElapsedTime(started);
        var checks = await CheckAsync(rollups, genesis, cancellation);
        var report = new ChaosReport
        {
            Options = options,
            Validators = validators.Count,
            Duration = duration,
            Steps = steps,
            Kills = tools.Kills,
            Rollups = checks,
            Bundles = bundles is null ? null : await CheckAsync(bundles, client, rollups, genesis, cancellation),
            Swaps = bundles is null ? null : await bundles.CheckSwapsAsync(cancellation),
            Chains = await CompareAsync(validators, genesis, cancellation),
            Sidecar = endpoints.SidecarDescription,
        };
        rollups.ForEach(rollup => rollup.Dispose());
        return report;
    }

    private async Task<List<ChaosStep>> BreakAsync(
        FaultTools tools, SteadyTraffic traffic, BundleTraffic? bundles, int validators, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        var done = new List<ChaosStep>();
        var schedule = ChaosSchedule.Of(options.Seed, validators)
            .Where(step => !options.OnlyLeaders || step.Kind == FaultKind.KillLeader);
        foreach (var step in schedule)
        {
            if (time.GetElapsedTime(started) >= options.Duration && tools.Kills.Count >= options.Kills)
                break;
            await traffic.RequireAliveAsync();
            await (bundles?.RequireAliveAsync() ?? Task.CompletedTask);
            progress.Report($"{done.Count + 1}: {step}");
            var kills = tools.Kills.Count;
            var accepted = traffic.Accepted;
            await ApplyAsync(tools, step, cancellation);
            await RequireLoadAsync(traffic, accepted, step, cancellation);
            if (tools.Kills.Count > kills && tools.Kills[^1] is var kill)
                progress.Report($"{kill}");
            done.Add(step);
            await Task.Delay(Breath, time, cancellation);
        }

        return done;
    }

    // A fault without load shows nothing, and users who are refused for ever lose nothing.
    private Task RequireLoadAsync(
        SteadyTraffic traffic, int before, ChaosStep step, CancellationToken cancellation) => Waiting.UntilAsync(
        _ => Task.FromResult(traffic.Accepted > before), $"something is accepted since {step}", Patience, time, cancellation);

    // What does not get whole again is looked at before it is stopped.
    private async Task ApplyAsync(FaultTools tools, ChaosStep step, CancellationToken cancellation)
    {
        try
        {
            await tools.ApplyAsync(step, cancellation);
        }
        catch (LocalMeshException)
        {
            foreach (var validator in mesh.Endpoints.Validators.Where(v => mesh.Find(v.ProcessName).IsRunning))
            {
                var metrics = await http.GetStringAsync(validator.Metrics, cancellation);
                var file = mesh.Folder.LogFile($"{validator.ProcessName}-metrics");
                await File.WriteAllTextAsync(file, metrics, cancellation);
            }

            throw;
        }
    }

    private async Task<IReadOnlyList<TrafficCheck>> CheckAsync(
        List<RollupTraffic> rollups, Genesis genesis, CancellationToken cancellation)
    {
        progress.Report("waiting for the rollups' nodes, then verifying the whole chain and every log");
        var checks = new List<TrafficCheck>();
        var chain = new VerifiedHead(new BlockClient(http, mesh.Endpoints.Publisher), genesis);
        foreach (var rollup in rollups)
            checks.Add(await rollup.CheckAsync(genesis, chain.AdvanceAsync, time, cancellation));

        return checks;
    }

    private async Task<BundleCounts> CheckAsync(
        BundleTraffic traffic, BundleClient client, List<RollupTraffic> rollups, Genesis genesis,
        CancellationToken cancellation)
    {
        var sent = traffic.Sent;
        progress.Report($"checking {sent.Count} bundles: proofs, places, receipts, and what the Bundles service says");
        var proofs = new ProofClient(http, mesh.Endpoints.Publisher, genesis);
        var nodes = rollups.ToDictionary(rollup => rollup.Id, rollup => rollup.Node);
        var checks = await new BundleAudit(client, proofs, nodes, time).CheckAsync(sent, cancellation);
        var sagas = new SagaAudit(http, mesh.Endpoints.Services["bundles"], time);
        return BundleCounts.Of(checks, await sagas.CountUnfollowedAsync(sent.Zip(checks), cancellation));
    }

    private Task<ChainComparison> CompareAsync(
        List<ValidatorClient> validators, Genesis genesis, CancellationToken cancellation)
    {
        progress.Report("comparing the final chains of all validators, height by height");
        return ChainComparison.ReadAsync(validators, genesis, time, cancellation);
    }
}
