namespace SharedSequencer.Launcher.Mesh;

/// <summary>What every service of a mesh is told about it.</summary>
internal sealed record MeshSurroundings(string GenesisFile, IReadOnlyList<RollupEndpoint> Rollups);
