namespace SharedSequencer.Launcher.Bench;

/// <summary>One round of one shape.</summary>
/// <param name="Mesh">Accepted transactions per second of the ingress.</param>
/// <param name="Anvil">The same of anvil.</param>
/// <param name="MeshCpu">CPU µs per transaction by process, from acceptance to execution by the rollup's
/// node.</param>
/// <param name="AnvilCpu">CPU µs per accepted transaction of anvil; nothing is executed.</param>
internal sealed record RoundResult(
    double Mesh, double Anvil, IReadOnlyDictionary<string, double> MeshCpu, double AnvilCpu);
