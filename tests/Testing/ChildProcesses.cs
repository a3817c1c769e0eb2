using System.Collections.Concurrent;
using System.Diagnostics;

namespace SharedSequencer.Testing;

/// <summary>
/// Starts processes that die with this one, however it dies (parent-death signal). The kernel ties that signal to
/// the starting <i>thread</i>, so all are started by one thread that lives as long as the process.
/// </summary>
public static class ChildProcesses
{
    private static readonly BlockingCollection<(ProcessStartInfo Start, TaskCompletionSource<Process> Started)>
        Requests = [];

    static ChildProcesses() =>
        new Thread(StartRequested) { IsBackground = true, Name = "child processes" }.Start();

    /// <summary>Starts a program.</summary>
    /// <param name="program">Path or name.</param>
    /// <param name="arguments">Arguments, unquoted.</param>
    /// <param name="user">User to become when running as root; null stays.</param>
    /// <param name="deathSignal">Signal that it gets when this process ends.</param>
    public static Task<Process> StartAsync(
        string program, IEnumerable<string> arguments, string? user = null, string deathSignal = "SIGKILL")
    {
        var start = new ProcessStartInfo("setpriv");
        if (user is not null && Environment.IsPrivilegedProcess)
            foreach (var option in new[] { $"--reuid={user}", $"--regid={user}", "--init-groups" })
                start.ArgumentList.Add(option);
        foreach (var argument in new[] { "--pdeathsig", deathSignal, "--", program }.Concat(arguments))
            start.ArgumentList.Add(argument);
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        Requests.Add((start, started));
        return started.Task;
    }

    /// <summary>Runs a program to its end.</summary>
    /// <exception cref="InvalidOperationException">It ended with another code than 0.</exception>
    public static async Task RunAsync(
        string program, IEnumerable<string> arguments, string? user, CancellationToken cancellationToken)
    {
        using var process = await StartAsync(program, arguments, user);
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}.");
    }

    private static void StartRequested()
    {
        foreach (var (start, started) in Requests.GetConsumingEnumerable())
        {
            try
            {
                started.SetResult(Process.Start(start)!);
            }
            catch (Exception error)
            {
                started.SetException(error);
            }
        }
    }
}
