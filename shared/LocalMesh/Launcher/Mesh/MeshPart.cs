using SharedSequencer.Launcher.Processes;

namespace SharedSequencer.Launcher.Mesh;

/// <summary>A process with the question whether it is ready.</summary>
internal sealed record MeshPart(MeshProcess Process, MeshLayer Layer, Func<CancellationToken, Task<bool>> IsReady);
