using Spectre.Console;

namespace SharedSequencer.Launcher.Terminal;

/// <summary>How the launcher talks: progress on stderr, results on stdout. On a terminal a spinner shows the current
/// step; elsewhere every step is a plain line. NO_COLOR is respected.</summary>
public sealed class MeshConsole
{
    private readonly TimeProvider _time;

    /// <summary>Creates the console.</summary>
    public MeshConsole(TimeProvider time)
    {
        _time = time;
        Progress = Create(Console.Error, Console.IsErrorRedirected);
        Results = Create(Console.Out, Console.IsOutputRedirected);
    }

    /// <summary>Progress, questions and warnings (stderr).</summary>
    public IAnsiConsole Progress { get; }

    /// <summary>Results (stdout).</summary>
    public IAnsiConsole Results { get; }

    /// <summary>Whether stdout is a terminal that a live table can be drawn on.</summary>
    public bool IsLive => Results.Profile.Capabilities.Interactive;

    /// <summary>Does something that takes a while and shows its steps.</summary>
    /// <param name="title">What is done.</param>
    /// <param name="work">The work; every report is one step.</param>
    public Task<T> RunAsync<T>(string title, Func<IProgress<string>, Task<T>> work)
    {
        var steps = new StepLines(Progress, _time);
        if (!Progress.Profile.Capabilities.Interactive)
            return work(steps);
        return Progress.Status().StartAsync(
            Markup.Escape(title),
            context =>
            {
                steps.StepStarted += step => context.Status(Markup.Escape(step));
                return work(steps);
            });
    }

    /// <summary>Steps as plain lines, for work outside <see cref="RunAsync{T}"/>.</summary>
    public IProgress<string> Lines() => new StepLines(Progress, _time);

    private static IAnsiConsole Create(TextWriter writer, bool redirected)
    {
        var plain = redirected || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = redirected ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = plain ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Interactive = redirected ? InteractionSupport.No : InteractionSupport.Detect,
        });
        // A file has no edge to break lines at.
        if (redirected)
            console.Profile.Width = 1_000;
        return console;
    }
}
