namespace SharedSequencer.Launcher.Traffic;

/// <summary>What became of everything that was accepted for a rollup. Every figure is counted from answers.</summary>
public sealed record TrafficCheck
{
    /// <summary>Transactions whose hash was returned.</summary>
    public required int Accepted { get; init; }

    /// <summary>Those that do not stand in the verified log.</summary>
    public required int NotOrdered { get; init; }

    /// <summary>Those of which the rollup's node has no receipt.</summary>
    public required int NotExecuted { get; init; }

    /// <summary>Repeats within the log and within the node's chain.</summary>
    public required int Duplicated { get; init; }

    /// <summary>Whether the node's blocks hold exactly the log's transactions, in its order.</summary>
    public required bool IsOrderOfTheNode { get; init; }

    /// <summary>Whether the log ends where the verified chain says that the rollup stands.</summary>
    public required bool IsComplete { get; init; }

    /// <summary>Accepted, and not ordered or not executed.</summary>
    public int Lost => Math.Max(NotOrdered, NotExecuted);
}
