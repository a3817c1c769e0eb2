namespace SharedSequencer.Publisher.Drivers.EvmRpc;

/// <summary>Bounds of one run.</summary>
/// <param name="BatchSize">Most calls in one request of which the order matters.</param>
/// <param name="SealsApart">Whether the sealing has a request of its own.</param>
/// <param name="BlockGas">Gas limit of a node block.</param>
internal readonly record struct BlockRunLimits(int BatchSize, bool SealsApart, ulong BlockGas)
{
    /// <summary>
    /// Raw bytes after which no further transaction joins a request. Written as hex they are twice as many, and anvil
    /// takes requests of up to 2 MB; one transaction alone is at most 128 KiB.
    /// </summary>
    public const int BatchBytes = 512 * 1024;
}
