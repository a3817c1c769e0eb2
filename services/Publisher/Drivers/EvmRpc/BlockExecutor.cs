namespace SharedSequencer.Publisher.Drivers.EvmRpc;

/// <summary>Carries out the steps of a <see cref="BlockRun"/> on a node.</summary>
internal sealed class BlockExecutor(EvmNode node)
{
    /// <summary>Executes a rollup block on top of the node's head, which must be <paramref name="parent"/>.</summary>
    /// <exception cref="NodeException">The node failed or its chain is not what the driver built.</exception>
    public async Task<BlockExecution> ExecuteAsync(
        OrderedBlock block, NodeBlock parent, int batchSize, CancellationToken cancellationToken)
    {
        var run = new BlockRun(block.Transactions, new BlockRunLimits(batchSize, parent.GasLimit));
        var head = parent;
        while (true)
        {
            switch (run.Next())
            {
                case RunStep.LearnNonces(var senders):
                    run.NoncesLearned(senders, await node.NoncesAsync(senders, cancellationToken));
                    break;
                case RunStep.Send(var transactions):
                    run.Sent(await node.SendAsync(transactions, cancellationToken));
                    break;
                case RunStep.DropPool:
                    await node.DropPoolAsync(cancellationToken);
                    run.PoolDropped();
                    break;
                case RunStep.Seal:
                    head = await SealAsync(run, head, block.Timestamp, cancellationToken);
                    break;
                case RunStep.Failed(var reason):
                    throw new NodeException(NodeFault.Disordered, reason);
                default:
                    return new BlockExecution(head, run.Outcomes, run.LeftOut);
            }
        }
    }

    private async Task<NodeBlock> SealAsync(
        BlockRun run, NodeBlock head, ulong timestamp, CancellationToken cancellationToken)
    {
        await node.SealAsync(Math.Max(timestamp, head.Timestamp), cancellationToken);
        var number = head.Position.Number + 1;
        var block = await node.BlockAsync(number, cancellationToken)
            ?? throw new NodeException(NodeFault.Diverged, $"the node sealed, but has no block {number}");
        if (block.Parent != head.Position.Hash)
            throw new NodeException(NodeFault.Diverged, $"block {number} does not follow {head.Position.Hash}");

        run.Sealed(block.Transactions, await node.SucceededAsync(block, cancellationToken));
        return block;
    }
}
