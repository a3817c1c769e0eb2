using System.Text.Json;

namespace SharedSequencer.Launcher.Tests;

/// <summary>How many tests ended how.</summary>
internal readonly record struct TestCount(int Passed, int Failed, int Skipped)
{
    public static TestCount operator +(TestCount left, TestCount right) =>
        new(left.Passed + right.Passed, left.Failed + right.Failed, left.Skipped + right.Skipped);

    /// <summary>Reads a report in the Common Test Report Format and puts the host's exit code beside it: a host that
    /// died, or said that something failed where no test did, counts as one failure.</summary>
    /// <param name="report">The report's text, or null when the host left none.</param>
    /// <param name="exitCode">Exit code of the host.</param>
    public static TestCount From(string? report, int exitCode)
    {
        var count = report is null ? default : Parse(report);
        return exitCode != 0 && count.Failed == 0 ? count with { Failed = 1 } : count;
    }

    /// <summary>The closing line of a run.</summary>
    public override string ToString() => $"{Passed} passed, {Failed} failed, {Skipped} skipped";

    private static TestCount Parse(string report)
    {
        try
        {
            var summary = JsonDocument.Parse(report).RootElement.GetProperty("results").GetProperty("summary");
            return new TestCount(
                summary.GetProperty("passed").GetInt32(),
                summary.GetProperty("failed").GetInt32(),
                summary.GetProperty("skipped").GetInt32());
        }
        catch (Exception exception) when (
            exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            // Half a report is what a host leaves that is killed while it writes.
            return new TestCount(0, 1, 0);
        }
    }
}
