namespace SharedSequencer.Contracts.Tests;

/// <summary>How a command of forge ended.</summary>
internal sealed record ForgeRun(int ExitCode, string Output, string Errors)
{
    /// <summary>Fails the test with all that forge said, unless the command succeeded.</summary>
    public ForgeRun Succeeded()
    {
        Assert.True(ExitCode == 0, $"forge ended with {ExitCode}:{Environment.NewLine}{Errors}{Environment.NewLine}{Output}");
        return this;
    }
}
