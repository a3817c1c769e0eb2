using SharedSequencer.Messages;
using SharedSequencer.Primitives;
using SharedSequencer.Publisher.Archive;
using SharedSequencer.Publisher.Drivers.EvmRpc;

namespace SharedSequencer.Publisher.Reporting;

/// <summary>
/// When a leg has succeeded (R23): all its transactions ran without revert, and where the terms name an escrow, one of
/// them made it say that exactly the agreed is locked. Pure.
/// </summary>
internal static class LegRule
{
    /// <summary>Whether every transaction of the leg was executed; one that was skipped was not.</summary>
    /// <param name="leg">The leg.</param>
    /// <param name="outcomes">The outcomes of its rollup block, in order.</param>
    public static bool HasRun(ArchivedLeg leg, IReadOnlyList<ExecutedTransaction> outcomes) =>
        outcomes.Count >= leg.Place.Index + leg.Transactions
        && OutcomesOf(leg, outcomes).All(outcome => outcome.Outcome == ExecutionOutcome.Executed);

    /// <summary>Whether a log of the leg's own transactions says that the lock is held.</summary>
    /// <param name="leg">The leg, with an escrow.</param>
    /// <param name="outcomes">The outcomes of its rollup block, in order.</param>
    /// <param name="logs">Logs of the node blocks that the rollup block became; others do no harm.</param>
    public static bool IsPrepared(
        ArchivedLeg leg, IReadOnlyList<ExecutedTransaction> outcomes, IReadOnlyList<NodeLog> logs)
    {
        var own = OutcomesOf(leg, outcomes).Select(outcome => Hash256.Parse(outcome.Hash)).ToHashSet();
        var topics = PreparedLog.TopicsOf(leg);
        var agreed = leg.Lock.ToArray();
        return logs.Any(log => log.Address == leg.Escrow
            && log.Topics.SequenceEqual(topics)
            && log.Data.AsSpan().SequenceEqual(agreed)
            && own.Contains(log.Transaction));
    }

    private static IEnumerable<ExecutedTransaction> OutcomesOf(
        ArchivedLeg leg, IReadOnlyList<ExecutedTransaction> outcomes) =>
        outcomes.Skip(leg.Place.Index).Take(leg.Transactions);
}
