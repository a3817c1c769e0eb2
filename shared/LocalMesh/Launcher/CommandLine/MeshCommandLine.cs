using System.CommandLine;
using SharedSequencer.Launcher.Bench;
using SharedSequencer.Launcher.Chaos;
using SharedSequencer.Launcher.Demo;
using SharedSequencer.Launcher.Doctor;
using SharedSequencer.Launcher.Tests;
using SharedSequencer.Launcher.Up;

namespace SharedSequencer.Launcher.CommandLine;

/// <summary>The commands behind <c>./mesh</c>.</summary>
internal static class MeshCommandLine
{
    private const int Failure = 1;
    private const int Usage = 2;

    /// <summary>Runs one command.</summary>
    /// <returns>0, 1 when it failed, 2 when it was called wrongly, 128 and the signal's number when a signal ended it
    /// before it was done.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        var parsed = CreateRoot().Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
                await Console.Error.WriteLineAsync($"mesh: {error.Message}");
            await Console.Error.WriteLineAsync("mesh: see ./mesh --help");
            return Usage;
        }

        using var signals = new TerminationSignals(TimeProvider.System);
        signals.Register();
        // The signals are ours: the default would give the mesh two seconds to stop.
        var configuration = new InvocationConfiguration
        {
            ProcessTerminationTimeout = null,
            EnableDefaultExceptionHandler = false,
        };
        try
        {
            return await parsed.InvokeAsync(configuration, signals.Token);
        }
        catch (OperationCanceledException) when (signals.ExitCode is { } code)
        {
            return code;
        }
        catch (LocalMeshException exception)
        {
            await Console.Error.WriteLineAsync($"mesh: {exception.Message}");
            return Failure;
        }
    }

    private static RootCommand CreateRoot()
    {
        var root = new RootCommand("A shared sequencer for rollups, on one machine.")
        {
            UpCommand.Create(),
            DemoCommand.Create(),
            ChaosCommand.Create(),
            BenchCommand.Create(),
            TestCommand.Create(),
            DoctorCommand.Create(),
        };
        root.SetAction(_ =>
        {
            Console.Error.WriteLine("mesh: name a command; see ./mesh --help");
            return Usage;
        });
        return root;
    }
}
