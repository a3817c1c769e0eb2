using SharedSequencer.Publisher.Archive;
using SharedSequencer.Publisher.Drivers.EvmRpc;

namespace SharedSequencer.Publisher.Reporting;

/// <summary>
/// Finds how legs went, as part of driving their rollup block: only then it is certain that the node holds exactly what
/// the log says, so that what is missing was skipped and not lost.
/// </summary>
internal sealed class LegExaminer(EvmNode node)
{
    /// <param name="legs">The legs in one rollup block.</param>
    /// <param name="execution">What came of the block.</param>
    /// <param name="parent">The node's head before it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="NodeException">The node failed, or no longer holds what it executed.</exception>
    public async Task<IReadOnlyList<ExecutedLeg>> ExamineAsync(
        IReadOnlyList<ArchivedLeg> legs, BlockExecution execution, NodeBlock parent, CancellationToken cancellationToken)
    {
        if (legs.Count == 0) return [];
        var results = new List<ExecutedLeg>(legs.Count);
        foreach (var leg in legs)
            results.Add(new ExecutedLeg(leg, await HasSucceededAsync(leg, execution, parent, cancellationToken)));

        // A log that a node has lost with its chain is not a log that was never written.
        var head = await node.HeadAsync(cancellationToken);
        if (head.Position != execution.Head.Position)
            throw new NodeException(NodeFault.Diverged, $"the node's head is {head.Position}, not {execution.Head.Position}");
        return results;
    }

    private async Task<bool> HasSucceededAsync(
        ArchivedLeg leg, BlockExecution execution, NodeBlock parent, CancellationToken cancellationToken)
    {
        if (!LegRule.HasRun(leg, execution.Outcomes)) return false;
        if (leg.Escrow.IsZero) return true;

        var query = new LogQuery(
            leg.Escrow, PreparedLog.TopicsOf(leg), parent.Position.Number + 1, execution.Head.Position.Number);
        return LegRule.IsPrepared(leg, execution.Outcomes, await node.LogsAsync(query, cancellationToken));
    }
}
