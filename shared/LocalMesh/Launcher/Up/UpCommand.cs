using System.CommandLine;
using SharedSequencer.Launcher.CommandLine;
using SharedSequencer.Launcher.Mesh;
using SharedSequencer.Launcher.Terminal;
using Spectre.Console;

namespace SharedSequencer.Launcher.Up;

/// <summary><c>./mesh up</c>: the mesh in the foreground, on the documented ports, with data that lasts.</summary>
internal static class UpCommand
{
    private const string Warning =
        "DEVELOPMENT KEYS: every key of this mesh is derived from a public text. Anyone can sign for it. " +
        "Never send value to these accounts on another network, never let this mesh be reached from outside.";

    public static Command Create()
    {
        var fresh = new Option<bool>("--fresh") { Description = "Forget the data of earlier runs." };
        var freePorts = new Option<bool>("--free-ports")
        {
            Description = "Use any free ports instead of the documented ones.",
        };
        var validators = MeshCommandOptions.Validators();
        var dapr = MeshCommandOptions.Dapr();
        var data = MeshCommandOptions.Data();
        var command = new Command("up", "Start the mesh and keep it running until Ctrl-C.")
        {
            validators, fresh, freePorts, dapr, data,
        };
        command.SetAction((parsed, cancellation) => RunAsync(
            new MeshOptions
            {
                Run = "up",
                Lasting = true,
                Validators = parsed.GetValue(validators),
                FixedPorts = !parsed.GetValue(freePorts),
                Fresh = parsed.GetValue(fresh),
                DaprFolder = parsed.GetValue(dapr)?.FullName,
                DataFolder = parsed.GetValue(data)?.FullName,
            },
            cancellation));
        return command;
    }

    private static async Task<int> RunAsync(MeshOptions options, CancellationToken cancellation)
    {
        var console = new MeshConsole(options.Time);
        await using var mesh = await console.RunAsync(
            "starting the mesh", progress => LocalMeshHost.StartAsync(options, progress, cancellation));
        await DemoRollups.RegisterAsync(mesh.Endpoints, options.Time, console.Lines(), cancellation);
        console.Progress.WriteLine();
        console.Progress.WriteLine(Warning);
        console.Progress.WriteLine();
        try
        {
            await new HealthView(mesh, console, options.Time).ShowAsync(cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Ctrl-C is how this command ends well.
        }

        return 0;
    }
}
