namespace SharedSequencer.Protocol;

/// <summary>Why a certificate stands where it stands in a block: everything that decides its place (R4).</summary>
/// <param name="Certificate">The certificate.</param>
/// <param name="Arrivals">When each validator had the batch by its own clock, earliest first.</param>
/// <param name="Median">The certificate's time: the lower weighted median of the arrivals.</param>
/// <param name="Key">Effective time, tie, sequence; what the order is by.</param>
/// <param name="Given">Where the block has it, from 0.</param>
public sealed record BatchPlace(
    Certificate Certificate, IReadOnlyList<CertificateEntry> Arrivals, ChainTime Median, OrderKey Key, int Given)
{
    /// <summary>The median, or the predecessor's effective time if that is later.</summary>
    public ChainTime EffectiveTime => Key.EffectiveTime;
}
