using SharedSequencer.Launcher.Traffic;

namespace SharedSequencer.Launcher.Bench;

/// <summary>The result of the order benchmark; figures are medians over rounds.</summary>
internal sealed record OrderReport(IReadOnlyList<OrderRound> Rounds, int Validators, string Sidecar)
{
    public double MeshRate => Median(round => round.Mesh);

    public double AnvilRate => Median(round => round.Anvil);

    public double MeshCpu => Median(round => round.MeshCpuTotal);

    public double AnvilCpu => Median(round => round.AnvilCpu);

    /// <summary>Cores that the mesh used while anvil was measured.</summary>
    public double StandingBy => Median(round => round.StandingBy);

    /// <summary>Medians by kind of process; those of all bare validators are added up, and those of their clusters.</summary>
    public IReadOnlyDictionary<string, double> CpuByProcess =>
        ByKind(Rounds[0].MeshCpu.Keys, names => Median(round => names.Sum(name => round.MeshCpu[name])));

    /// <summary>A figure for the processes of each kind together.</summary>
    public static IReadOnlyDictionary<string, double> ByKind(
        IEnumerable<string> processes, Func<IEnumerable<string>, double> sum) =>
        processes.GroupBy(Kind).ToDictionary(group => group.Key, group => sum(group));

    private double Median(Func<OrderRound, double> figure) => Quantile.Of([.. Rounds.Select(figure)], 0.5);

    private static string Kind(string process) =>
        process.LastIndexOf('-') is var dash and > 0 && int.TryParse(process[(dash + 1)..], out _)
        && process.StartsWith("validator", StringComparison.Ordinal)
            ? process[..dash]
            : process;
}
