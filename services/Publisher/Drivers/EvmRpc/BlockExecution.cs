using SharedSequencer.Messages;
using SharedSequencer.Primitives;

namespace SharedSequencer.Publisher.Drivers.EvmRpc;

/// <summary>What came of one rollup block on the node.</summary>
/// <param name="Head">The last node block sealed for it.</param>
/// <param name="Outcomes">One outcome per transaction, in the order of the rollup block.</param>
/// <param name="Doubtful">To be confirmed by another run; see <see cref="BlockRun.Doubtful"/>.</param>
internal sealed record BlockExecution(
    NodeBlock Head, IReadOnlyList<ExecutedTransaction> Outcomes, IReadOnlyList<Hash256> Doubtful);
