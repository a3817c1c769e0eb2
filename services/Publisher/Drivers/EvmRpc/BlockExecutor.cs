using SharedSequencer.Primitives;

namespace SharedSequencer.Publisher.Drivers.EvmRpc;

/// <summary>
/// Carries out the steps of a <see cref="BlockRun"/> on a node, with few requests: on a busy machine each costs more time by
/// waiting for its turn than by its work.
/// </summary>
internal sealed class BlockExecutor(EvmNode node)
{
    private static readonly IReadOnlyDictionary<Address, ulong> None = new Dictionary<Address, ulong>();

    private (Hash256 Block, IReadOnlyDictionary<Address, ulong> Nonces) _known = (default, None);

    /// <summary>Executes a rollup block on top of the node's head, which must be <paramref name="parent"/>.</summary>
    /// <param name="block">The block.</param>
    /// <param name="parent">The node's head.</param>
    /// <param name="next">The block after it: if it is read in time, its senders' nonces are asked for with what was sealed.</param>
    /// <param name="batchSize">Most calls in one request of which the order matters.</param>
    /// <param name="sealsApart">Whether the sealing has a request of its own.</param>
    /// <param name="cancellationToken">Ends the wait for the node.</param>
    /// <exception cref="NodeException">The node failed or its chain is not what the driver built.</exception>
    public async Task<BlockExecution> ExecuteAsync(
        OrderedBlock block, NodeBlock parent, Task<OrderedBlock>? next, int batchSize, bool sealsApart,
        CancellationToken cancellationToken)
    {
        var nonces = _known.Block == parent.Position.Hash ? _known.Nonces : None;
        // Good for one run: whatever makes it fail may have made them wrong.
        _known = (default, None);
        var run = new BlockRun(block.Transactions, new BlockRunLimits(batchSize, sealsApart, parent.GasLimit), nonces);
        var head = parent;
        while (true)
        {
            var timestamp = Math.Max(block.Timestamp, head.Timestamp);
            switch (run.Next())
            {
                case RunStep.LearnNonces(var senders):
                    run.NoncesLearned(senders, await node.NoncesAsync(senders, cancellationToken));
                    break;
                case RunStep.Send(var transactions):
                    run.Sent(await node.SendAsync(transactions, cancellationToken));
                    break;
                case RunStep.SendAndSeal(var transactions):
                    run.Sent(await node.SendAndSealAsync(transactions, timestamp, cancellationToken));
                    head = await ReadSealedAsync(run, head, next, cancellationToken);
                    break;
                case RunStep.DropPool:
                    await node.DropPoolAsync(cancellationToken);
                    run.PoolDropped();
                    break;
                case RunStep.Seal:
                    await node.SealAsync(timestamp, cancellationToken);
                    head = await ReadSealedAsync(run, head, next, cancellationToken);
                    break;
                case RunStep.Failed(var reason):
                    throw new NodeException(NodeFault.Disordered, reason);
                default:
                    return new BlockExecution(head, run.Outcomes, run.Doubtful);
            }
        }
    }

    private async Task<NodeBlock> ReadSealedAsync(
        BlockRun run, NodeBlock head, Task<OrderedBlock>? next, CancellationToken cancellationToken)
    {
        var number = head.Position.Number + 1;
        Address[] senders = next is { IsCompletedSuccessfully: true }
            ? [.. (await next).Senders.Take(EvmNode.NoncesPerRequest)]
            : [];
        var (block, succeeded, nonces) = await node.SealedAsync(number, run.Expected, senders, cancellationToken)
            ?? throw new NodeException(NodeFault.Diverged, $"the node sealed, but has no block {number}");
        if (block.Parent != head.Position.Hash)
            throw new NodeException(NodeFault.Diverged, $"block {number} does not follow {head.Position.Hash}");

        _known = (block.Position.Hash, senders.Zip(nonces).ToDictionary(pair => pair.First, pair => pair.Second));
        run.Sealed(block.Transactions, succeeded);
        return block;
    }
}
