using System.CommandLine;
using SharedSequencer.Launcher.CommandLine;
using SharedSequencer.Launcher.Runs;
using SharedSequencer.Launcher.Sidecars;
using SharedSequencer.Launcher.Terminal;
using Spectre.Console;

namespace SharedSequencer.Launcher.Tests;

/// <summary><c>./mesh test</c>: runs the test projects and prints one sum.</summary>
internal static class TestCommand
{
    private const string Full = "full";

    public static Command Create()
    {
        var filter = new Argument<string?>("filter")
        {
            Description = "A test project, a part of a test's name, or 'full' for everything and the long tests.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var dapr = MeshCommandOptions.Dapr();
        var simulation = new SimulationOptions();
        var command = new Command("test", "Run the test suite; the last line is its sum.") { filter, dapr };
        simulation.AddTo(command, filter);
        command.SetAction((parsed, cancellation) =>
            RunAsync(parsed.GetValue(filter), parsed.GetValue(dapr)?.FullName, simulation.Read(parsed), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(
        string? filter, string? daprFolder, SimulationRequest? simulation, CancellationToken cancellation)
    {
        var layout = RepositoryLayout.Find();
        var projects = TestProject.Select(layout, filter, out var isName);
        string[] arguments = filter switch
        {
            _ when simulation is not null => SimulationRequest.Arguments,
            null => [],
            Full => ["-explicit", "on"],
            _ => isName ? [] : ["-method", $"*{filter}*"],
        };
        var console = new MeshConsole(TimeProvider.System);
        var sum = default(TestCount);
        using var folder = RunFolder.Take(Path.Combine(layout.DataFolder, "test"), wipe: true);
        var dapr = DaprPrograms.Find(daprFolder);
        console.Progress.WriteLine($"sidecars: {dapr?.Daprd ?? "stand-in"}");
        var run = new TestRun(folder, dapr, simulation, TimeProvider.System);
        foreach (var project in projects)
        {
            sum += await console.RunAsync(
                $"testing {project.Name}", _ => run.RunAsync(project, arguments, console, cancellation));
        }

        await Console.Out.WriteLineAsync(sum.ToString());
        return sum is { Failed: 0, Passed: > 0 } ? 0 : 1;
    }
}
