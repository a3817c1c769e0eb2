using System.CommandLine;
using SharedSequencer.Launcher.Chaos;
using SharedSequencer.Launcher.Mesh;
using SharedSequencer.Launcher.Terminal;

namespace SharedSequencer.Launcher.Bench;

/// <summary>The benches of a whole committee: order, latency, failover, growth.</summary>
internal static class CommitteeBenches
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Soft-committed transactions beside anvil's mined ones.</summary>
    public static Command Order()
    {
        var options = new BenchOptions();
        var rounds = new Option<int>("--rounds")
        {
            Description = "Rounds; medians are reported.",
            DefaultValueFactory = _ => OrderPlan.DefaultRounds,
        };
        var command = options.Command("order", "Soft-committed transactions per second, beside those that anvil mines.");
        command.Add(rounds);
        command.SetAction(async (parsed, cancellation) =>
        {
            var mesh = options.Mesh(parsed) with { FundedAccounts = IntakePlan.Senders };
            var console = new MeshConsole(mesh.Time);
            var report = await OnMeshAsync(console, "bench order", mesh, async run =>
            {
                await using var bench = await OrderBench.PrepareAsync(
                    run.Mesh, run.Http, mesh.Time, run.Progress, cancellation);
                return await bench.RunAsync(parsed.GetValue(rounds), cancellation);
            }, cancellation);
            return await options.ShowAsync(
                parsed,
                () => OrderTable.Show(console, report),
                () => OrderJson.Write(report),
                () => BenchPictures.Of(report),
                cancellation);
        });
        return command;
    }

    /// <summary>Submission to soft commit, alone and at half load.</summary>
    public static Command Latency()
    {
        var options = new BenchOptions();
        var command = options.Command("latency", "From submission to soft commit, alone and at half of the maximum rate.");
        command.SetAction(async (parsed, cancellation) =>
        {
            var mesh = options.Mesh(parsed) with { FundedAccounts = IntakePlan.Senders + LatencyPlan.Probes };
            var console = new MeshConsole(mesh.Time);
            var report = await OnMeshAsync(console, "bench latency", mesh, async run =>
            {
                var ordered = await OrderedLoad.PrepareAsync(run.Mesh, run.Http, mesh.Time, cancellation);
                using var bench = new LatencyBench(run.Mesh, ordered, mesh.Time, run.Progress);
                return await bench.RunAsync(cancellation);
            }, cancellation);
            return await options.ShowAsync(
                parsed,
                () => LatencyTable.Show(console, report),
                () => LatencyJson.Write(report),
                () => BenchPictures.Of(report),
                cancellation);
        });
        return command;
    }

    /// <summary>Leaders killed under load.</summary>
    public static Command Failover()
    {
        var options = new BenchOptions();
        var kills = new Option<int>("--kills")
        {
            Description = "How many leaders to kill.",
            DefaultValueFactory = _ => ChaosOptions.DefaultKills,
        };
        var command = options.Command("failover", "How long there is no block when the leader is killed under load.");
        command.Add(kills);
        command.SetAction(async (parsed, cancellation) =>
        {
            var mesh = options.Mesh(parsed) with
            {
                FundedAccounts = ChaosOptions.SendersPerRollup,
                DriveRollups = true,
                BreakableLinks = true,
            };
            var chaos = new ChaosOptions(TimeSpan.Zero, 1, parsed.GetValue(kills)) { OnlyLeaders = true };
            var console = new MeshConsole(mesh.Time);
            var report = await console.RunAsync(
                "bench failover", progress => ChaosCommand.MeasureAsync(mesh, chaos, progress, cancellation));
            await options.ShowAsync(
                parsed,
                () => ChaosTable.Show(console, report),
                () => FailoverBench.Json(report),
                () => BenchPictures.Of(report),
                cancellation);
            return report.IsOk ? 0 : 1;
        });
        return command;
    }

    /// <summary>Cost while rollups, backlog and committee grow.</summary>
    public static Command Growth()
    {
        var options = new BenchOptions();
        var command = options.Command("growth", "What a transaction costs while rollups, backlog and committee grow.");
        command.SetAction(async (parsed, cancellation) =>
        {
            var mesh = options.Mesh(parsed) with { FundedAccounts = 1, SpareRollups = GrowthPlan.Rollups.Max() };
            var console = new MeshConsole(mesh.Time);
            var report = await OnMeshAsync(console, "bench growth", mesh, async run =>
            {
                using var rollups = new RollupGrowth(run.Mesh, run.Http, mesh.Time, run.Progress);
                var byRollups = await rollups.RunAsync(cancellation);
                var endpoints = run.Mesh.Endpoints;
                return new GrowthReport([byRollups], endpoints.Validators.Count, endpoints.SidecarDescription);
            }, cancellation);
            // After the mesh is gone: these two share the cores with nobody.
            var progress = console.Lines();
            report = report with
            {
                Series = [.. report.Series, CommitteeGrowth.Backlogs(progress), CommitteeGrowth.Validators(progress)],
            };
            return await options.ShowAsync(
                parsed,
                () => GrowthTable.Show(console, report),
                () => GrowthJson.Write(report),
                () => BenchPictures.Of(report),
                cancellation);
        });
        return command;
    }

    /// <summary>Measures on a mesh of its own, which is stopped afterwards.</summary>
    public static Task<T> OnMeshAsync<T>(
        MeshConsole console, string title, MeshOptions options, Func<BenchRun, Task<T>> measure,
        CancellationToken cancellation) =>
        console.RunAsync(title, async progress =>
        {
            await using var mesh = await LocalMeshHost.StartAsync(options, progress, cancellation);
            using var http = new HttpClient { Timeout = Patience };
            var report = await measure(new BenchRun(mesh, http, progress));
            mesh.MarkSucceeded();
            return report;
        });
}
