using Spectre.Console;

namespace SharedSequencer.Launcher.Terminal;

/// <summary>Writes each step with the time since the start.</summary>
internal sealed class StepLines(IAnsiConsole console, TimeProvider time) : IProgress<string>
{
    private readonly long _started = time.GetTimestamp();

    public event Action<string>? StepStarted;

    public void Report(string value)
    {
        try
        {
            console.WriteLine($"{time.GetElapsedTime(_started).TotalSeconds,6:0.0} s  {value}");
            StepStarted?.Invoke(value);
        }
        catch (IOException)
        {
            // The terminal was closed (SIGHUP); the work itself, which may be the orderly stop, goes on.
        }
    }
}
