using System.Collections.Concurrent;
using System.Diagnostics;

namespace SharedSequencer.Launcher.Processes;

/// <summary>The one thread that starts every child. Linux ties a child's parent-death signal to the thread that
/// started it, so that thread has to live exactly as long as the launcher; pool threads come and go.</summary>
internal static class SpawnThread
{
    private static readonly BlockingCollection<Request> Requests = [];

    static SpawnThread() =>
        new Thread(Run) { IsBackground = true, Name = "process spawner" }.Start();

    /// <summary>Starts a process on that thread.</summary>
    public static Task<Process> StartAsync(ProcessStartInfo start)
    {
        var request = new Request(start, new(TaskCreationOptions.RunContinuationsAsynchronously));
        Requests.Add(request);
        return request.Started.Task;
    }

    private static void Run()
    {
        foreach (var (start, started) in Requests.GetConsumingEnumerable())
        {
            try
            {
                started.SetResult(Process.Start(start)!);
            }
            catch (Exception exception)
            {
                // Handed to the caller, who awaits it; the thread has to go on for the others.
                started.SetException(exception);
            }
        }
    }

    private readonly record struct Request(ProcessStartInfo Start, TaskCompletionSource<Process> Started);
}
