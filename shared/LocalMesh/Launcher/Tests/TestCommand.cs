using System.CommandLine;
using SharedSequencer.Launcher.Runs;
using SharedSequencer.Launcher.Terminal;

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
        var command = new Command("test", "Run the test suite; the last line is its sum.") { filter };
        command.SetAction((parsed, cancellation) => RunAsync(parsed.GetValue(filter), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string? filter, CancellationToken cancellation)
    {
        var layout = RepositoryLayout.Find();
        var projects = TestProject.Discover(layout);
        var named = projects.Where(p => p.Name.Equals(filter, StringComparison.OrdinalIgnoreCase)).ToList();
        string[] arguments = filter switch
        {
            null => [],
            Full => ["-explicit", "on"],
            _ when named.Count > 0 => [],
            _ => ["-method", $"*{filter}*"],
        };
        var console = new MeshConsole(TimeProvider.System);
        var sum = default(TestCount);
        using var folder = RunFolder.Take(Path.Combine(layout.DataFolder, "test"), wipe: true);
        var run = new TestRun(folder, TimeProvider.System);
        foreach (var project in named.Count > 0 ? named : projects)
        {
            sum += await console.RunAsync(
                $"testing {project.Name}", _ => run.RunAsync(project, arguments, console, cancellation));
        }

        await Console.Out.WriteLineAsync(sum.ToString());
        return sum is { Failed: 0, Passed: > 0 } ? 0 : 1;
    }
}
