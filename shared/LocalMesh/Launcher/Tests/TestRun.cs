using SharedSequencer.Launcher.Processes;
using SharedSequencer.Launcher.Runs;
using SharedSequencer.Launcher.Sidecars;
using SharedSequencer.Launcher.Terminal;
using Spectre.Console;

namespace SharedSequencer.Launcher.Tests;

/// <summary>Runs test projects one after the other, each in a process of its own.</summary>
internal sealed class TestRun(RunFolder folder, DaprPrograms? dapr, SimulationRequest? simulation, TimeProvider time)
{
    private static readonly TimeSpan UsualPatience = TimeSpan.FromMinutes(20);

    private TimeSpan Patience => UsualPatience + (simulation?.MorePatience ?? TimeSpan.Zero);

    /// <summary>Runs one project and says how it went.</summary>
    public async Task<TestCount> RunAsync(
        TestProject project, IReadOnlyList<string> arguments, MeshConsole console, CancellationToken cancellation)
    {
        var report = Path.Combine(folder.Logs, $"{project.Name}.json");
        var log = folder.LogFile(project.Name);
        var started = time.GetTimestamp();
        var (exitCode, overdue) = await RunHostAsync(Spec(project, arguments, report, log), cancellation);
        var result = File.Exists(report) ? await File.ReadAllTextAsync(report, cancellation) : null;
        var count = TestCount.From(result, exitCode);
        var said = File.Exists(log) ? await File.ReadAllTextAsync(log, cancellation) : "";
        if (count.Failed > 0)
            console.Progress.WriteLine(said);
        if (overdue)
            console.Progress.WriteLine($"{project.Name} was killed after {Patience.TotalMinutes:0} minutes.");
        else if (count.Failed > 0)
            console.Progress.WriteLine($"{project.Name} ended with code {exitCode}; see {log}");
        console.Progress.WriteLine(
            $"{project.Name,-18} {count.Passed,5} passed {count.Failed,3} failed {count.Skipped,3} skipped " +
            $"{time.GetElapsedTime(started).TotalSeconds,6:0.0} s");
        foreach (var note in TestNotes.In(said))
            console.Progress.WriteLine($"{project.Name,-18} {note}");
        return count;
    }

    private async Task<(int ExitCode, bool Overdue)> RunHostAsync(ProcessSpec spec, CancellationToken cancellation)
    {
        using var host = new MeshProcess(spec, folder.Record, time);
        await host.StartAsync(cancellation);
        using var limit = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            await host.WaitForExitAsync(either.Token);
            return (host.ExitCode ?? 1, false);
        }
        catch (OperationCanceledException)
        {
            await host.KillAsync(CancellationToken.None);
            cancellation.ThrowIfCancellationRequested();
            return (1, true);
        }
    }

    private Dictionary<string, string> Environment()
    {
        var variables = new Dictionary<string, string>(simulation?.Environment ?? []);
        if (dapr is not null)
            variables[DaprPrograms.FolderVariable] = Path.GetDirectoryName(dapr.Daprd)!;
        return variables;
    }

    private ProcessSpec Spec(TestProject project, IReadOnlyList<string> arguments, string report, string log) => new()
    {
        Name = project.Name,
        Program = "dotnet",
        Arguments =
        [
            project.Assembly, "-noLogo", "-noColor", "-noAutoReporters", "-reporter", "quiet",
            "-result-ctrf", report, .. arguments,
        ],
        Environment = Environment(),
        WorkingFolder = folder.Location,
        LogFile = log,
    };
}
