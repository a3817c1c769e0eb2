using System.CommandLine;
using SharedSequencer.Launcher.CommandLine;
using SharedSequencer.Launcher.Mesh;
using SharedSequencer.Launcher.Terminal;

namespace SharedSequencer.Launcher.Demo;

/// <summary>
/// <c>./mesh demo</c>: a whole mesh, real transactions, every promise checked from outside.
/// </summary>
internal static class DemoCommand
{
    private const int Failure = 1;

    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var validators = MeshCommandOptions.Validators();
        var json = MeshCommandOptions.Json();
        var dapr = MeshCommandOptions.Dapr();
        var data = MeshCommandOptions.Data();
        var command = new Command("demo", "Start a mesh, send transactions over two rollups, check everything, stop.")
        {
            validators, json, dapr, data,
        };
        command.SetAction((parsed, cancellation) => RunAsync(
            new MeshOptions
            {
                Run = "demo",
                Validators = parsed.GetValue(validators),
                FundedAccounts = DemoPlan.Accounts,
                DaprFolder = parsed.GetValue(dapr)?.FullName,
                DataFolder = parsed.GetValue(data)?.FullName,
            },
            parsed.GetValue(json),
            cancellation));
        return command;
    }

    private static async Task<int> RunAsync(MeshOptions options, bool json, CancellationToken cancellation)
    {
        var console = new MeshConsole(options.Time);
        var report = await console.RunAsync("demo", progress => RunAsync(options, progress, cancellation));
        if (json)
            Console.Out.WriteLine(DemoJson.Write(report));
        else
            DemoTable.Show(console, report);
        return report.IsOk ? 0 : Failure;
    }

    private static async Task<DemoReport> RunAsync(
        MeshOptions options, IProgress<string> progress, CancellationToken cancellation)
    {
        await using var mesh = await LocalMeshHost.StartAsync(options, progress, cancellation);
        using var http = new HttpClient();
        var report = await new DemoRun(mesh, http, options.Time, progress).RunAsync(cancellation);
        if (report.IsOk)
            mesh.MarkSucceeded();
        else
            progress.Report($"a check failed; logs and data stay in {mesh.Folder.Location}");
        return report;
    }
}
