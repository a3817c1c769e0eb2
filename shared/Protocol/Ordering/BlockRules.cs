using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>What R4, R6 and R8 demand of a block on its parent: everything that needs neither a clock nor the batches.</summary>
public static class BlockRules
{
    /// <summary>Checks a block against the state after its parent.</summary>
    public static BlockFault Check(ChainState parent, Block block)
    {
        ArgumentNullException.ThrowIfNull(parent);
        return Check(parent, block, certificate => certificate.IsValid(parent.Genesis.Committee, parent.Genesis.NetworkId));
    }

    /// <summary>The same for who has checked the signatures of some certificates already.</summary>
    internal static BlockFault Check(ChainState parent, Block block, Func<Certificate, bool> isValid)
    {
        ArgumentNullException.ThrowIfNull(block);
        var fault = CheckHeader(parent, block.Header);
        if (fault != BlockFault.None)
        {
            return fault;
        }

        return Block.BatchesRootOf(block.Certificates) == block.Header.BatchesRoot
            ? CheckOrder(parent, block, isValid)
            : BlockFault.WrongBatchesRoot;
    }

    private static BlockFault CheckHeader(ChainState parent, BlockHeader header)
    {
        var committee = parent.Genesis.Committee;
        return header switch
        {
            _ when header.Network != parent.Genesis.NetworkId => BlockFault.WrongNetwork,
            _ when header.Epoch != committee.Epoch => BlockFault.WrongEpoch,
            _ when !header.Height.Follows(parent.Height) => BlockFault.NotNext,
            _ when header.Parent != parent.BlockHash => BlockFault.WrongParent,
            _ when header.View <= parent.View => BlockFault.WrongLeader,
            _ when header.Leader != committee.Leader(header.View) => BlockFault.WrongLeader,
            _ when header.Timestamp <= parent.Timestamp => BlockFault.WrongTimestamp,
            _ => BlockFault.None,
        };
    }

    private static BlockFault CheckOrder(ChainState parent, Block block, Func<Certificate, bool> isValid)
    {
        var committee = parent.Genesis.Committee;
        var fill = new BlockFill();
        var lanes = new Dictionary<IngressLane, LanePosition>();
        OrderKey? last = null;
        foreach (var certificate in block.Certificates)
        {
            var lane = IngressLane.Of(certificate.Batch);
            var position = lanes.TryGetValue(lane, out var moved) ? moved : parent.PositionOf(lane);
            var fault = CheckCertificate(parent, certificate, position, block.Header.Timestamp);
            fault = fault == BlockFault.None && !isValid(certificate) ? BlockFault.BadCertificate : fault;
            if (fault != BlockFault.None)
            {
                return fault;
            }

            var key = OrderKey.Of(certificate, position, parent.BlockHash, committee);
            if (last is not null && key <= last.Value)
            {
                return BlockFault.WrongOrder;
            }

            if (key.EffectiveTime > block.Header.Timestamp)
            {
                return BlockFault.WrongTimestamp;
            }

            if (!fill.TryTake(certificate))
            {
                return BlockFault.TooLarge;
            }

            last = key;
            lanes[lane] = position.After(certificate, committee);
        }

        return BlockFault.None;
    }

    private static BlockFault CheckCertificate(
        ChainState parent, Certificate certificate, LanePosition position, ChainTime timestamp)
    {
        var batch = certificate.Batch;
        return certificate switch
        {
            _ when batch.Network != parent.Genesis.NetworkId => BlockFault.BadCertificate,
            _ when !parent.Registry.IsIngress(batch.Ingress) => BlockFault.UnknownIngress,
            _ when batch.NotAfter < timestamp => BlockFault.Expired,
            _ when !position.Admits(batch, timestamp) => BlockFault.WrongPredecessor,
            _ => BlockFault.None,
        };
    }
}
