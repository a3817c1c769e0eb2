namespace SharedSequencer.Launcher.Bench;

/// <summary>CPU time between two moments, by process.</summary>
internal static class CpuUse
{
    /// <summary>In µs per transaction; nodes of rollups, which execute and do not order, are left out.</summary>
    public static Dictionary<string, double> PerTransaction(
        IReadOnlyDictionary<string, TimeSpan> before, IReadOnlyDictionary<string, TimeSpan> after, int transactions) =>
        after
            .Where(entry => !entry.Key.StartsWith("rollup-", StringComparison.Ordinal))
            .ToDictionary(
                entry => entry.Key,
                entry => (entry.Value - before.GetValueOrDefault(entry.Key)).TotalMicroseconds / transactions);
}
