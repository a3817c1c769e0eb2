using System.Diagnostics;
using SharedSequencer.Launcher.Runs;

namespace SharedSequencer.LocalMesh.Tests.Script;

public sealed class MeshScriptTests
{
    [Theory]
    [InlineData]
    [InlineData("dance")]
    [InlineData("clean", "everything")]
    public async Task Wrong_use_ends_with_code_2_before_anything_is_installed_or_built(params string[] arguments)
    {
        var (code, output, errors) = await RunAsync(arguments);

        Assert.Equal(2, code);
        Assert.Empty(output);
        Assert.Contains("usage: ./mesh <command>", errors);
    }

    [Fact]
    public async Task Help_is_a_result_and_goes_to_stdout()
    {
        var (code, output, errors) = await RunAsync("--help");

        Assert.Equal(0, code);
        Assert.Contains("usage: ./mesh <command>", output);
        Assert.Empty(errors);
    }

    private static async Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(Path.Combine(RepositoryLayout.Find().Root, "mesh"), arguments)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await errors);
    }
}
