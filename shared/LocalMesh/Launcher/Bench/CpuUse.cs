namespace SharedSequencer.Launcher.Bench;

/// <summary>CPU time between two moments, by process.</summary>
internal static class CpuUse
{
    /// <summary>In µs per transaction; nodes of rollups, which execute and do not order, are left out.</summary>
    public static Dictionary<string, double> PerTransaction(
        IReadOnlyDictionary<string, TimeSpan> before, IReadOnlyDictionary<string, TimeSpan> after, int transactions) =>
        Between(before, after).ToDictionary(entry => entry.Key, entry => entry.Value.TotalMicroseconds / transactions);

    /// <summary>In cores, of all of them together over a span; without the nodes of rollups.</summary>
    public static double Share(
        IReadOnlyDictionary<string, TimeSpan> before, IReadOnlyDictionary<string, TimeSpan> after, TimeSpan span) =>
        Between(before, after).Sum(entry => entry.Value / span);

    private static IEnumerable<KeyValuePair<string, TimeSpan>> Between(
        IReadOnlyDictionary<string, TimeSpan> before, IReadOnlyDictionary<string, TimeSpan> after) => after
        .Where(entry => !entry.Key.StartsWith("rollup-", StringComparison.Ordinal))
        .Select(entry => KeyValuePair.Create(entry.Key, entry.Value - before.GetValueOrDefault(entry.Key)));
}
