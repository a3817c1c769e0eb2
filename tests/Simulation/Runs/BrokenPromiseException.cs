namespace SharedSequencer.Simulation.Tests.Runs;

/// <summary>A checker saw what must never be.</summary>
internal sealed class BrokenPromiseException(string checker, string message) : Exception($"[{checker}] {message}")
{
    /// <summary>Who saw it.</summary>
    public string Checker { get; } = checker;
}
