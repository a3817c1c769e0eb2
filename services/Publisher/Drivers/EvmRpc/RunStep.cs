using SharedSequencer.Primitives;

namespace SharedSequencer.Publisher.Drivers.EvmRpc;

/// <summary>What <see cref="BlockRun"/> wants done next. Closed: only the nested cases exist.</summary>
internal abstract record RunStep
{
    private RunStep()
    {
    }

    /// <summary>Ask the node for the nonces of these accounts in its latest block.</summary>
    internal sealed record LearnNonces(IReadOnlyList<Address> Senders) : RunStep;

    /// <summary>Send these transactions in this order; the node must take them one after the other.</summary>
    internal sealed record Send(IReadOnlyList<OrderedTransaction> Transactions) : RunStep;

    /// <summary>Send these transactions in this order and seal after them, in one request; tell how they were taken and what the
    /// sealed block holds.</summary>
    internal sealed record SendAndSeal(IReadOnlyList<OrderedTransaction> Transactions) : RunStep;

    /// <summary>Seal a node block from the pool and tell what it holds.</summary>
    internal sealed record Seal : RunStep;

    /// <summary>Empty the pool: what is left in it was not sealed and must never be.</summary>
    internal sealed record DropPool : RunStep;

    /// <summary>Every transaction has its outcome.</summary>
    internal sealed record Finished : RunStep;

    /// <summary>The sealed block is not a subsequence of what was sent; it must be undone.</summary>
    internal sealed record Failed(string Reason) : RunStep;
}
