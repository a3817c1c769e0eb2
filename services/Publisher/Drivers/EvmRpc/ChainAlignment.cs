namespace SharedSequencer.Publisher.Drivers.EvmRpc;

/// <summary>
/// Brings node and mapping to one point, whatever happened to either: empties the pool, finds the last common
/// block, takes foreign blocks off the node, and forgets what the node no longer has, so that it is replayed.
/// </summary>
internal sealed class ChainAlignment(EvmNode node, IDrivenBlocks driven)
{
    /// <exception cref="NodeException">Node and mapping have nothing in common, or the node failed.</exception>
    public async Task<AlignedHead> AlignAsync(CancellationToken cancellationToken)
    {
        await node.DropPoolAsync(cancellationToken);
        var head = await node.HeadAsync(cancellationToken);
        if (await driven.LastAsync(cancellationToken) is not { } last) return await RebaseAsync(head, cancellationToken);

        if (await FindCommonAsync(last, cancellationToken) is not { } common)
            return await TakeOverAsync(head, cancellationToken);

        var foreign = head.Position.Number - common.Position.Number;
        if (foreign > 0) head = await RollBackAsync(common, foreign, cancellationToken);
        var lost = last.Number - common.Number;
        if (lost > 0) await driven.TruncateAsync(common.Number, cancellationToken);
        return new AlignedHead(common.Number, head, foreign, lost);
    }

    /// <summary>A node that holds no more than it had before the first rollup block lost everything or is new.</summary>
    private async Task<AlignedHead> TakeOverAsync(NodeBlock head, CancellationToken cancellationToken)
    {
        var start = await driven.AtMostAsync(0, cancellationToken);
        if (start is { } known && known.Position.Number == head.Position.Number)
            return await RebaseAsync(head, cancellationToken);
        throw new NodeException(
            NodeFault.Diverged,
            $"the node's chain (head {head.Position.Number}) has no block in common with what was driven from block "
            + $"{start?.Position.Number} on; restart it from its genesis to have it replayed");
    }

    private async Task<AlignedHead> RebaseAsync(NodeBlock head, CancellationToken cancellationToken)
    {
        await driven.RebaseAsync(head.Position, cancellationToken);
        return new AlignedHead(0, head, 0, 0);
    }

    private async Task<NodeBlock> RollBackAsync(
        DrivenBlock common, ulong depth, CancellationToken cancellationToken)
    {
        await node.RollbackAsync(depth, cancellationToken);
        await node.DropPoolAsync(cancellationToken);
        var head = await node.HeadAsync(cancellationToken);
        return head.Position == common.Position
            ? head
            : throw new NodeException(NodeFault.Diverged, $"rolled back to {head.Position}, not {common.Position}");
    }

    /// <summary>Bisects: a chain that holds a block holds all its ancestors.</summary>
    private async Task<DrivenBlock?> FindCommonAsync(DrivenBlock last, CancellationToken cancellationToken)
    {
        if (await HasAsync(last, cancellationToken)) return last;
        DrivenBlock? common = null;
        var (low, high) = (0UL, last.Number);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (await driven.AtMostAsync(middle, cancellationToken) is not { } entry) return null;
            if (await HasAsync(entry, cancellationToken)) (common, low) = (entry, middle + 1);
            else high = entry.Number;
        }

        return common;
    }

    private async Task<bool> HasAsync(DrivenBlock entry, CancellationToken cancellationToken) =>
        await node.BlockAsync(entry.Position.Number, cancellationToken) is { } block
        && block.Position == entry.Position;
}
