using SharedSequencer.Protocol;

namespace SharedSequencer.Launcher.Demo;

/// <summary>What was found about one rollup. Every figure is counted from answers, none is assumed.</summary>
internal sealed record RollupResult
{
    public required RollupId Rollup { get; init; }

    public required int Sent { get; init; }

    public required int Accepted { get; init; }

    /// <summary>Accepted transactions that stand in the verified log.</summary>
    public required int Ordered { get; init; }

    /// <summary>Accepted transactions of which the node has a receipt.</summary>
    public required int Executed { get; init; }

    /// <summary>Executed ones that reverted; the demo sends none that should.</summary>
    public required int Reverted { get; init; }

    /// <summary>Repeats within the log and within the node's chain.</summary>
    public required int Duplicated { get; init; }

    /// <summary>Whether the node's blocks hold exactly the log's transactions, in its order.</summary>
    public required bool IsOrderOfTheNode { get; init; }

    /// <summary>Whether the log ends where the recomputed chain says that the rollup stands.</summary>
    public required bool IsComplete { get; init; }

    /// <summary>Whether both streams carried the same.</summary>
    public required bool AreStreamsEqual { get; init; }

    /// <summary>Transactions of the sample whose receipt or inclusion proof does not hold.</summary>
    public required int FailedProofs { get; init; }

    /// <summary>Milliseconds from acceptance to the final block; one per accepted transaction.</summary>
    public required IReadOnlyList<double> SoftCommits { get; init; }
}
