using System.Diagnostics;
using System.Runtime.InteropServices;
using SharedSequencer.Launcher.Processes;
using SharedSequencer.Launcher.Runs;
using SharedSequencer.Launcher.Topologies;

namespace SharedSequencer.LocalMesh.Tests.Life;

/// <summary><c>./mesh up</c> as a process of its own, on free ports, with data in a temporary folder.</summary>
internal sealed partial class RunningLauncher : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mesh-life-");
    private readonly Process _process;

    private RunningLauncher()
    {
        var layout = RepositoryLayout.Find();
        var launcher = layout.AssemblyOf("shared/LocalMesh/Launcher/Launcher.csproj");
        // A test run under nohup or in the background of a script has signals ignored, and children inherit that.
        string[] arguments =
        [
            "--default-signal=INT,QUIT,HUP,TERM", "dotnet", launcher, "up", "--free-ports", "--data", _folder.FullName,
        ];
        _process = Process.Start(new ProcessStartInfo("env", arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        _process.OutputDataReceived += (_, line) => Output.Enqueue(line.Data ?? "");
        _process.ErrorDataReceived += (_, line) => Output.Enqueue(line.Data ?? "");
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        // Everything in the topology, and the stand-in.
        var described = TopologyFile.Read(layout.TopologyFile);
        Expected = described.ForCommittee(described.Validators).Services.Count + 1;
    }

    /// <summary>How many processes a complete mesh has.</summary>
    public int Expected { get; }

    public System.Collections.Concurrent.ConcurrentQueue<string> Output { get; } = [];

    public string RunFolder => Path.Combine(_folder.FullName, "up");

    public int ExitCode => _process.ExitCode;

    /// <summary>Starts it and waits until it has started every process.</summary>
    public static async Task<(RunningLauncher Launcher, IReadOnlyList<ProcessIdentity> Children)> StartAsync(
        CancellationToken cancellation)
    {
        var launcher = new RunningLauncher();
        // A whole mesh on a busy machine takes longer than one condition usually may.
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Limit);
        while (launcher.Children().Count < launcher.Expected && !launcher._process.HasExited)
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, limit.Token);
        var children = launcher.Children();
        Assert.True(children.Count == launcher.Expected, string.Join('\n', launcher.Output));
        return (launcher, children);
    }

    public void Signal(int number) => Assert.Equal(0, Kill(_process.Id, number));

    public async Task WaitForExitAsync(CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Limit);
        await _process.WaitForExitAsync(limit.Token);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        // PostgreSQL's part may be elsewhere.
        Launcher.Runs.RunFolder.Take(RunFolder, wipe: true).Delete();
        _folder.Delete(recursive: true);
    }

    private List<ProcessIdentity> Children() =>
        [.. ProcessRecord.Read(Path.Combine(RunFolder, "processes.json")).Select(entry => entry.Identity)];

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int processId, int signal);
}
