using System.CommandLine;
using System.Security.Cryptography;
using SharedSequencer.Launcher.CommandLine;
using SharedSequencer.Launcher.Mesh;
using SharedSequencer.Launcher.Terminal;

namespace SharedSequencer.Launcher.Chaos;

/// <summary><c>./mesh chaos</c>: a whole mesh under load, broken on purpose, and the count of what was lost.</summary>
internal static class ChaosCommand
{
    private const int Failure = 1;
    private const int DefaultSeconds = 120;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var seconds = new Option<int>("--seconds")
        {
            Description = "How long at least; it goes on until enough leaders were killed.",
            DefaultValueFactory = _ => DefaultSeconds,
        };
        var seed = new Option<int?>("--seed") { Description = "The schedule of faults; chosen and printed without it." };
        var kills = new Option<int>("--kills")
        {
            Description = "How many leaders to kill at least.",
            DefaultValueFactory = _ => ChaosOptions.DefaultKills,
        };
        kills.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 0 or > 10_000)
                result.AddError("--kills: 0 to 10000.");
        });
        seconds.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 86_400)
                result.AddError("--seconds: 1 to 86400.");
        });
        var validators = MeshCommandOptions.Validators();
        var json = MeshCommandOptions.Json();
        var dapr = MeshCommandOptions.Dapr();
        var data = MeshCommandOptions.Data();
        var command = new Command("chaos", "Break one thing after the other under load; count what was lost.")
        {
            seconds, seed, kills, validators, json, dapr, data,
        };
        command.SetAction((parsed, cancellation) => RunAsync(
            new MeshOptions
            {
                Run = "chaos",
                Validators = parsed.GetValue(validators),
                BreakableLinks = true,
                FundedAccounts = ChaosOptions.Accounts,
                DaprFolder = parsed.GetValue(dapr)?.FullName,
                DataFolder = parsed.GetValue(data)?.FullName,
            },
            new ChaosOptions(
                TimeSpan.FromSeconds(parsed.GetValue(seconds)),
                parsed.GetValue(seed) ?? RandomNumberGenerator.GetInt32(int.MaxValue),
                parsed.GetValue(kills)),
            parsed.GetValue(json),
            cancellation));
        return command;
    }

    /// <summary>Starts a mesh and breaks it.</summary>
    public static async Task<ChaosReport> MeasureAsync(
        MeshOptions options, ChaosOptions chaos, IProgress<string> progress, CancellationToken cancellation)
    {
        progress.Report($"seed {chaos.Seed}; the same seed makes the same schedule");
        await using var mesh = await LocalMeshHost.StartAsync(options, progress, cancellation);
        using var http = new HttpClient { Timeout = Patience };
        var report = await new ChaosRun(mesh, chaos, http, options.Time, progress).RunAsync(cancellation);
        if (report.IsOk)
            mesh.MarkSucceeded();
        else
            progress.Report($"logs and data stay in {mesh.Folder.Location}");
        return report;
    }

    private static async Task<int> RunAsync(
        MeshOptions options, ChaosOptions chaos, bool json, CancellationToken cancellation)
    {
        var console = new MeshConsole(options.Time);
        var report = await console.RunAsync("chaos", progress => MeasureAsync(options, chaos, progress, cancellation));
        if (json)
            Console.Out.WriteLine(ChaosJson.Write(report));
        else
            ChaosTable.Show(console, report);
        return report.IsOk ? 0 : Failure;
    }
}
