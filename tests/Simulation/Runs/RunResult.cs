namespace SharedSequencer.Simulation.Tests.Runs;

/// <summary>How a run went.</summary>
/// <param name="Lasted">Virtual time.</param>
/// <param name="Events">How much happened.</param>
/// <param name="Messages">Messages between validators, one per receiver.</param>
/// <param name="Height">The greatest height delivered.</param>
/// <param name="Fingerprint">Equal for equal runs.</param>
internal sealed record RunResult(TimeSpan Lasted, long Events, long Messages, ulong Height, ulong Fingerprint);
