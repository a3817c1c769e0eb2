using System.Diagnostics;
using System.Globalization;

namespace SharedSequencer.Launcher.Processes;

/// <summary>Wraps a program so that it cannot outlive the launcher and the terminal's signals do not reach it.</summary>
/// <remarks>
/// <c>setpriv</c> first becomes the user (a change of user clears the parent-death signal) and then sets SIGKILL as
/// the parent-death signal; <c>setsid</c> takes the child out of the terminal's process group, because Ctrl-C must
/// reach the launcher alone, which then stops everything in order. The shell ends at once if the launcher died
/// before the signal was set, redirects the output and replaces itself by the program: the process id stays.
/// </remarks>
internal static class GuardedCommand
{
    private const string Script =
        """test "$PPID" = "$1" || exit 1; log=$2; shift 2; exec "$@" >>"$log" 2>&1 </dev/null""";

    public static ProcessStartInfo Create(ProcessSpec spec, int launcherId)
    {
        var start = new ProcessStartInfo("setpriv")
        {
            WorkingDirectory = spec.WorkingFolder,
            UseShellExecute = false,
        };
        if (spec.User is { } user)
        {
            start.ArgumentList.Add($"--reuid={user}");
            start.ArgumentList.Add($"--regid={user}");
            start.ArgumentList.Add("--init-groups");
        }

        string[] wrapper =
        [
            "--pdeathsig", "KILL", "--", "setsid", "sh", "-c", Script, "sh",
            launcherId.ToString(CultureInfo.InvariantCulture), spec.LogFile, spec.Program,
        ];
        foreach (var argument in wrapper.Concat(spec.Arguments))
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in spec.Environment)
            start.Environment[name] = value;
        return start;
    }
}
