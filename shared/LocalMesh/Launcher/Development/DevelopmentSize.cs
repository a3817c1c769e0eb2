namespace SharedSequencer.Launcher.Development;

/// <summary>How large a network on one machine is.</summary>
/// <param name="Validators">Members of the committee.</param>
/// <param name="SpareRollups">Rollups without a node that may register.</param>
internal readonly record struct DevelopmentSize(int Validators, int SpareRollups);
