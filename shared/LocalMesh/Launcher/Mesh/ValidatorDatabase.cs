namespace SharedSequencer.Launcher.Mesh;

/// <summary>Where a validator's journal is.</summary>
/// <param name="Cluster">Name of the cluster's process on the mesh.</param>
/// <param name="Name">Name of the database.</param>
/// <param name="ConnectionString">Connection string with the database's own role.</param>
public sealed record ValidatorDatabase(string Cluster, string Name, string ConnectionString);
