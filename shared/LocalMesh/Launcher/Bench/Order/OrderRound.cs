namespace SharedSequencer.Launcher.Bench;

/// <summary>One round of the order benchmark.</summary>
/// <param name="Mesh">Transactions per second, from the first byte sent until the last one is soft-committed.</param>
/// <param name="Anvil">The same until the last one is mined.</param>
/// <param name="MeshCpu">CPU µs per transaction by process, until everything is archived.</param>
/// <param name="AnvilCpu">CPU µs per transaction of anvil.</param>
/// <param name="StandingBy">Cores that the mesh used while anvil was measured.</param>
internal sealed record OrderRound(
    double Mesh, double Anvil, IReadOnlyDictionary<string, double> MeshCpu, double AnvilCpu, double StandingBy)
{
    /// <summary>CPU µs per transaction over all processes of the mesh.</summary>
    public double MeshCpuTotal => MeshCpu.Values.Sum();
}
