using SharedSequencer.Launcher.Processes;
using SharedSequencer.Launcher.Runs;

namespace SharedSequencer.Launcher.Sidecars;

/// <summary>All sidecars as one process of the stand-in.</summary>
internal sealed class StandInSidecars : ISidecars
{
    /// <summary>Name of the process on the mesh.</summary>
    public const string ProcessName = "stand-in";

    public StandInSidecars(SidecarContext context, int adminPort)
    {
        Admin = new Uri($"http://127.0.0.1:{adminPort}");
        var environment = new Dictionary<string, string>
        {
            ["StandIn__AdminPort"] = $"{adminPort}",
            ["StandIn__ConnectionString"] = context.StateConnection,
            ["StandIn__ComponentsFolder"] = context.ComponentsFolder,
        };
        for (var index = 0; index < context.Apps.Count; index++)
        {
            var app = context.Apps[index];
            environment[$"StandIn__Apps__{index}__AppId"] = app.AppId;
            environment[$"StandIn__Apps__{index}__AppPort"] = $"{app.AppPort}";
            environment[$"StandIn__Apps__{index}__HttpPort"] = $"{app.HttpPort}";
            environment[$"StandIn__Apps__{index}__GrpcPort"] = $"{app.GrpcPort}";
        }

        var spec = new ProcessSpec
        {
            Name = ProcessName,
            Program = "dotnet",
            Arguments = [context.Layout.StandInAssembly],
            Environment = environment,
            WorkingFolder = context.Folder.Location,
            LogFile = context.Folder.LogFile(ProcessName),
        };
        Processes = [new SidecarProcess(spec, adminPort)];
    }

    public SidecarKind Kind => SidecarKind.StandIn;

    public string Description => "stand-in (no daprd on PATH and none given with --dapr)";

    public IReadOnlyList<SidecarProcess> Processes { get; }

    public Uri? Admin { get; }

    public Task PrepareAsync(CancellationToken cancellation) => Task.CompletedTask;
}
