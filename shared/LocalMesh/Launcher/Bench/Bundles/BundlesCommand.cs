using System.CommandLine;
using SharedSequencer.Launcher.Terminal;

namespace SharedSequencer.Launcher.Bench;

/// <summary><c>./mesh bench bundles</c>.</summary>
internal static class BundlesCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var options = new BenchOptions(draws: false);
        var rounds = Rounds();
        var command = options.Command(
            "bundles", "Cross-rollup bundles per second, and how long they take with 1, 16 and 256 in flight.");
        command.Add(rounds);
        command.SetAction(async (parsed, cancellation) =>
        {
            var mesh = options.Mesh(parsed) with
            {
                FundedAccounts = BundlesPlan.Deployer,
                DriveRollups = true,
                ServiceEnvironment = BundlesPlan.ServiceEnvironment,
            };
            var console = new MeshConsole(mesh.Time);
            var report = await CommitteeBenches.OnMeshAsync(console, "bench bundles", mesh, async run =>
            {
                using var bench = await BundlesBench.PrepareAsync(run, mesh.Time, cancellation);
                return await bench.RunAsync(parsed.GetValue(rounds), cancellation);
            }, cancellation);
            return await options.ShowAsync(
                parsed, () => BundlesTable.Show(console, report), () => BundlesJson.Write(report), null, cancellation);
        });
        return command;
    }

    private static Option<int> Rounds()
    {
        var rounds = new Option<int>("--rounds")
        {
            Description = "Rounds; the rate is the median, latencies are those of all rounds together.",
            DefaultValueFactory = _ => BundlesPlan.DefaultRounds,
        };
        rounds.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > BundlesPlan.MaxRounds)
                result.AddError($"--rounds: 1 to {BundlesPlan.MaxRounds}.");
        });
        return rounds;
    }
}
