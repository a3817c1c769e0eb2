namespace SharedSequencer.Protocol;

/// <summary>
/// How full a block is: the block limit and each lane's share (R6). A lane is closed by the first of its
/// certificates that does not fit, whichever ingress sent it.
/// </summary>
internal sealed class BlockFill
{
    private readonly Dictionary<Lane, long> _lanes = [];
    private readonly HashSet<Lane> _closed = [];
    private long _bytes;

    /// <summary>Whether the whole block has room; when not, nothing more is taken.</summary>
    internal bool HasRoom(uint size) => _bytes + size <= ProtocolDefaults.MaxBlockBytes;

    /// <summary>Takes a certificate if it fits.</summary>
    internal bool TryTake(Certificate certificate)
    {
        var lane = certificate.Batch.Lane;
        var filled = _lanes.GetValueOrDefault(lane) + certificate.Size;
        if (_closed.Contains(lane) || !HasRoom(certificate.Size) || filled > ProtocolDefaults.MaxLaneBytesPerBlock)
        {
            _closed.Add(lane);
            return false;
        }

        _bytes += certificate.Size;
        _lanes[lane] = filled;
        return true;
    }
}
