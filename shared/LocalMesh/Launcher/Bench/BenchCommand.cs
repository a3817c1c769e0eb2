using System.CommandLine;
using SharedSequencer.Launcher.CommandLine;
using SharedSequencer.Launcher.Mesh;
using SharedSequencer.Launcher.Terminal;

namespace SharedSequencer.Launcher.Bench;

/// <summary>
/// <c>./mesh bench</c>: measurements, always beside what they are compared with, in the same run.
/// </summary>
internal static class BenchCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create() => new("bench", "Measure.")
    {
        CreateIntake(),
        CommitteeBenches.Order(),
        CommitteeBenches.Latency(),
        CommitteeBenches.Failover(),
        CommitteeBenches.Growth(),
        BundlesCommand.Create(),
    };

    private static Command CreateIntake()
    {
        var rounds = new Option<int>("--rounds")
        {
            Description = "Rounds of each measurement; medians are reported.",
            DefaultValueFactory = _ => IntakePlan.DefaultRounds,
        };
        rounds.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > IntakePlan.MaxRounds)
                result.AddError($"--rounds: 1 to {IntakePlan.MaxRounds}.");
        });
        var execute = new Option<bool>("--execute")
        {
            Description = "Let the rollup's node execute everything meanwhile; anvil beside it still only accepts.",
        };
        var json = MeshCommandOptions.Json();
        var dapr = MeshCommandOptions.Dapr();
        var data = MeshCommandOptions.Data();
        var command = new Command(
            "intake",
            "Accepted, durably journaled transactions per second, beside anvil. The mesh orders and archives "
            + "everything meanwhile; neither side executes anything.")
        {
            rounds, execute, json, dapr, data,
        };
        command.SetAction((parsed, cancellation) => RunAsync(
            new MeshOptions
            {
                Run = "bench",
                Validators = 1,
                FundedAccounts = IntakePlan.Senders,
                DriveRollups = parsed.GetValue(execute),
                DaprFolder = parsed.GetValue(dapr)?.FullName,
                DataFolder = parsed.GetValue(data)?.FullName,
                ServiceEnvironment = IntakePlan.ServiceEnvironment,
            },
            parsed.GetValue(rounds),
            parsed.GetValue(json),
            cancellation));
        return command;
    }

    private static async Task<int> RunAsync(
        MeshOptions options, int rounds, bool json, CancellationToken cancellation)
    {
        var console = new MeshConsole(options.Time);
        var report = await console.RunAsync(
            "bench intake", progress => RunAsync(options, rounds, progress, cancellation));
        if (json)
            Console.Out.WriteLine(IntakeJson.Write(report));
        else
            IntakeTable.Show(console, report);
        return 0;
    }

    private static async Task<IntakeReport> RunAsync(
        MeshOptions options, int rounds, IProgress<string> progress, CancellationToken cancellation)
    {
        await using var mesh = await LocalMeshHost.StartAsync(options, progress, cancellation);
        using var http = new HttpClient();
        await using var bench = await IntakeBench.PrepareAsync(mesh, http, options, progress, cancellation);
        var report = await bench.RunAsync(rounds, cancellation);
        mesh.MarkSucceeded();
        return report;
    }
}
