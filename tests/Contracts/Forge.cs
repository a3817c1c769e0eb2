using System.Diagnostics;

namespace SharedSequencer.Contracts.Tests;

/// <summary>forge, as npm installs it for <c>shared/contracts</c>, run in that folder.</summary>
internal static class Forge
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>The folder of the contracts.</summary>
    public static string Folder { get; } = Path.Combine(FindRoot(), "shared", "contracts");

    private static string Program =>
        Path.Combine(Folder, "node_modules", "@foundry-rs", "forge-linux-amd64", "bin", "forge");

    /// <summary>Runs one command to its end.</summary>
    public static async Task<ForgeRun> RunAsync(params string[] arguments)
    {
        Assert.True(File.Exists(Program), "forge is missing: npm ci in shared/contracts");
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        using var process = Process.Start(StartOf(arguments))!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(patience.Token);
            var errors = process.StandardError.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            return new ForgeRun(process.ExitCode, await output, await errors);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }

    private static ProcessStartInfo StartOf(string[] arguments)
    {
        var start = new ProcessStartInfo(Program, arguments)
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["NO_COLOR"] = "1";

        // Figures of gas are compared and never written: a test leaves the working copy as it was.
        start.Environment["FORGE_SNAPSHOT_CHECK"] = "true";
        return start;
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "SharedSequencer.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("No SharedSequencer.sln above the test.");
    }
}
