using System.ComponentModel;
using System.Diagnostics;

namespace SharedSequencer.Launcher.Processes;

/// <summary>Runs a short program to its end.</summary>
internal static class OneShotCommand
{
    /// <summary>Runs it and returns what it wrote to stdout.</summary>
    /// <exception cref="LocalMeshException">It is not there or reported failure; the message holds its output.
    /// </exception>
    public static async Task<string> RunAsync(
        IReadOnlyList<string> command, string folder, CancellationToken cancellation)
    {
        var (code, output, errors) = await ExecuteAsync(command, folder, cancellation);
        return code == 0
            ? output
            : throw new LocalMeshException($"{string.Join(' ', command)} ended with code {code}: {output}{errors}");
    }

    /// <summary>Whether it ended with code 0; false as well when it is not there.</summary>
    public static async Task<bool> SucceedsAsync(
        IReadOnlyList<string> command, string folder, CancellationToken cancellation)
    {
        try
        {
            return (await ExecuteAsync(command, folder, cancellation)).Code == 0;
        }
        catch (LocalMeshException)
        {
            return false;
        }
    }

    private static async Task<(int Code, string Output, string Errors)> ExecuteAsync(
        IReadOnlyList<string> command, string folder, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        using var process = await TryStartAsync(start);
        process.StandardInput.Close();
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellation);
            var errors = process.StandardError.ReadToEndAsync(cancellation);
            await process.WaitForExitAsync(cancellation);
            return (process.ExitCode, await output, await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private static async Task<Process> TryStartAsync(ProcessStartInfo start)
    {
        try
        {
            return await SpawnThread.StartAsync(start);
        }
        catch (Win32Exception exception)
        {
            throw new LocalMeshException($"{start.FileName} cannot be started: {exception.Message}", exception);
        }
    }
}
