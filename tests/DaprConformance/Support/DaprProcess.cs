using System.Diagnostics;
using System.Globalization;
using SharedSequencer.Testing;

namespace SharedSequencer.DaprConformance.Tests.Support;

/// <summary>A program of a real Dapr installation, which can be stopped, killed and started again.</summary>
internal sealed class DaprProcess(
    string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment, string logFile) : IDisposable
{
    private const string Logged = "log=$1; shift; exec \"$@\" >> \"$log\" 2>&1";
    private Process? process;

    public async Task StartAsync()
    {
        IEnumerable<string> variables = environment.Select(variable => $"{variable.Key}={variable.Value}");
        process = await ChildProcesses.StartAsync(
            "sh", ["-c", Logged, "sh", logFile, "env", .. variables, program, .. arguments]);
    }

    /// <summary>SIGTERM, then waits for the end.</summary>
    public async Task StopAsync()
    {
        if (process is null) return;
        await ChildProcesses.RunAsync(
            "kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)], null, CancellationToken.None);
        await process.WaitForExitAsync(CancellationToken.None);
        Forget();
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        if (process is null) return;
        process.Kill();
        await process.WaitForExitAsync(CancellationToken.None);
        Forget();
    }

    public void Dispose()
    {
        process?.Kill();
        Forget();
    }

    private void Forget()
    {
        process?.Dispose();
        process = null;
    }
}
