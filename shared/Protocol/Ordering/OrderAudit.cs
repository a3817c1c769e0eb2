namespace SharedSequencer.Protocol;

/// <summary>
/// Recomputes the order of a block from the few blocks before it, without the rest of the chain. What happened before
/// the earliest arrival in the block cannot matter: no effective time is later than its block (R8), and a
/// predecessor's counts only where it is later than the batch's own time (R4).
/// </summary>
public sealed class OrderAudit
{
    private readonly Genesis _genesis;
    private readonly Block _block;
    private readonly ChainTime _earliest;
    private readonly Dictionary<IngressLane, ChainTime> _floors = [];
    private BlockHeader _oldest;

    /// <summary>Starts with the block in question; that it is final is for the caller to check.</summary>
    public OrderAudit(Block block, Genesis genesis)
    {
        ArgumentNullException.ThrowIfNull(block);
        ArgumentNullException.ThrowIfNull(genesis);
        _block = block;
        _genesis = genesis;
        _oldest = block.Header;
        Fault = CheckBody(block);
        NeedsAncestor = Fault == BlockFault.None && block.Certificates.Count > 0 && !IsFirst;
        _earliest = NeedsAncestor ? block.Certificates.Min(certificate => certificate.Time(genesis.Committee)) : default;
    }

    /// <summary>What does not fit together: a link or a body.</summary>
    public BlockFault Fault { get; private set; }

    /// <summary>Whether the block before the last one given may still have a say.</summary>
    public bool NeedsAncestor { get; private set; }

    /// <summary>Gives the block before the last one given.</summary>
    public void Take(Block ancestor)
    {
        ArgumentNullException.ThrowIfNull(ancestor);
        if (!NeedsAncestor)
        {
            throw new InvalidOperationException("No older block has a say.");
        }

        Fault = ancestor.Hash == _oldest.Parent ? CheckBody(ancestor) : BlockFault.WrongParent;
        NeedsAncestor = Fault == BlockFault.None && ancestor.Header.Timestamp > _earliest;
        if (NeedsAncestor)
        {
            RaiseFloors(ancestor);
            _oldest = ancestor.Header;
            NeedsAncestor = !IsFirst;
        }
    }

    /// <summary>The order of the block.</summary>
    /// <exception cref="InvalidOperationException">Blocks are missing or at fault.</exception>
    public BlockOrder Finish() => Fault == BlockFault.None && !NeedsAncestor
        ? BlockOrder.Compute(_block, _genesis.Committee, lane => _floors.GetValueOrDefault(lane))
        : throw new InvalidOperationException("Blocks are missing or at fault.");

    private bool IsFirst => _oldest.Parent == _genesis.NetworkId.Value;

    private void RaiseFloors(Block ancestor)
    {
        foreach (var certificate in ancestor.Certificates)
        {
            var lane = IngressLane.Of(certificate.Batch);
            _floors[lane] = ChainTime.Max(_floors.GetValueOrDefault(lane), certificate.Time(_genesis.Committee));
        }
    }

    private BlockFault CheckBody(Block block) => block switch
    {
        _ when Block.BatchesRootOf(block.Certificates) != block.Header.BatchesRoot => BlockFault.WrongBatchesRoot,
        _ when block.Certificates.Any(certificate => !HasMembers(certificate)) => BlockFault.BadCertificate,
        _ => BlockFault.None,
    };

    private bool HasMembers(Certificate certificate) =>
        certificate.Entries.All(entry => _genesis.Committee.Contains(entry.Validator));
}
