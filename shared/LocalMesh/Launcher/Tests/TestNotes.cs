namespace SharedSequencer.Launcher.Tests;

/// <summary>What a test project wants to be read even when all its tests passed: what it could not test here.</summary>
internal static class TestNotes
{
    private const string Mark = "note: ";

    /// <summary>The notes in what a project wrote to its console, each once.</summary>
    public static IEnumerable<string> In(string log) =>
        log.Split('\n').Select(line => line.TrimEnd('\r'))
            .Where(line => line.StartsWith(Mark, StringComparison.Ordinal)).Distinct();
}
