using SharedSequencer.Primitives;

namespace SharedSequencer.Launcher.Mesh;

/// <summary>One member of the committee: where it runs and what belongs to it.</summary>
/// <param name="Number">Number of its operator, from 1; its place in the committee is one less.</param>
/// <param name="ProcessName">Name of its process on the mesh.</param>
/// <param name="Address">What its signatures recover to.</param>
/// <param name="Http">Its routes.</param>
/// <param name="Metrics">Its metrics.</param>
/// <param name="PeerPort">Where the other validators call it.</param>
/// <param name="SubmitPort">Where other operators' ingresses hand in batches; null where the ingress is beside it.</param>
/// <param name="Database">The cluster that holds its journal.</param>
public sealed record ValidatorEndpoint(
    int Number,
    string ProcessName,
    Address Address,
    Uri Http,
    Uri Metrics,
    int PeerPort,
    int? SubmitPort,
    ValidatorDatabase Database);
