namespace SharedSequencer.Protocol;

/// <summary>How full a block is: the block limit and each lane's share (R6).</summary>
internal sealed class BlockFill
{
    private readonly Dictionary<Lane, long> _lanes = [];
    private long _bytes;

    /// <summary>Whether the whole block has room; when not, nothing more is taken.</summary>
    internal bool HasRoom(uint size) => _bytes + size <= ProtocolDefaults.MaxBlockBytes;

    /// <summary>Whether the lane has room; when not, nothing more of that lane is taken.</summary>
    internal bool LaneHasRoom(Lane lane, uint size) =>
        _lanes.GetValueOrDefault(lane) + size <= ProtocolDefaults.MaxLaneBytesPerBlock;

    /// <summary>Takes a certificate if it fits.</summary>
    internal bool TryTake(Certificate certificate)
    {
        if (!HasRoom(certificate.Size) || !LaneHasRoom(certificate.Batch.Lane, certificate.Size))
        {
            return false;
        }

        _bytes += certificate.Size;
        _lanes[certificate.Batch.Lane] = _lanes.GetValueOrDefault(certificate.Batch.Lane) + certificate.Size;
        return true;
    }
}
