using SharedSequencer.Launcher.Mesh;

namespace SharedSequencer.Launcher.Bench;

/// <summary>What a bench of a committee runs on.</summary>
/// <param name="Mesh">The mesh.</param>
/// <param name="Http">For everything but the load.</param>
/// <param name="Progress">Gets a line per step.</param>
internal sealed record BenchRun(LocalMeshHost Mesh, HttpClient Http, IProgress<string> Progress);
