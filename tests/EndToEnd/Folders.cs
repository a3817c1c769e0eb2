using SharedSequencer.Launcher.Runs;

namespace SharedSequencer.EndToEnd.Tests;

internal static class Folders
{
    /// <summary>This project's folder: node finds the wallets' packages from there.</summary>
    public static string Project => Path.Combine(RepositoryLayout.Find().Root, "tests", "EndToEnd");

    public static string Cast => RepositoryLayout.Find().Cast;
}
