using System.Diagnostics;
using System.Text.Json;

namespace SharedSequencer.EndToEnd.Tests;

/// <summary>Runs a wallet as its users do: a program of its own, its output read as JSON.</summary>
internal static class WalletProgram
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    /// <summary>Runs one program to its end.</summary>
    /// <returns>What it printed, as JSON.</returns>
    public static async Task<JsonElement> RunAsync(string program, params string[] arguments)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["NO_COLOR"] = "1";
        using var process = Process.Start(start)!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(patience.Token);
            var errors = process.StandardError.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}: {await errors}");
            return Parse(await output);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }

    /// <summary>JSON when it is some, else the text itself.</summary>
    private static JsonElement Parse(string output)
    {
        var text = output.Trim();
        return text.StartsWith('{') || text.StartsWith('[') || text.StartsWith('"')
            ? JsonElement.Parse(text)
            : JsonSerializer.SerializeToElement(text);
    }
}
