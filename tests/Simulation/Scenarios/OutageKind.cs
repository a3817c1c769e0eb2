namespace SharedSequencer.Simulation.Tests.Scenarios;

/// <summary>What a crash does beyond stopping the process; what was being written is torn at a drawn place.</summary>
internal enum OutageKind
{
    /// <summary>Comes back with all that was durable.</summary>
    Crash,

    /// <summary>Comes back with an empty journal, and knows it.</summary>
    JournalLost,

    /// <summary>Never comes back.</summary>
    Gone,

    /// <summary>Stands still without knowing it, and finds all that came meanwhile when it goes on.</summary>
    Pause,
}
