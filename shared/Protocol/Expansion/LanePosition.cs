using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>Where the chain stands in one ingress's lane.</summary>
/// <param name="Sequence">Sequence of the last batch in the chain; 0 when there is none.</param>
/// <param name="Digest">Its digest.</param>
/// <param name="EffectiveTime">Its effective time; the next one's is not earlier (R4).</param>
public readonly record struct LanePosition(ulong Sequence, Hash256 Digest, ChainTime EffectiveTime)
{
    /// <summary>
    /// Whether a batch may come next (R6): it follows the last one, or what stands between has expired and can
    /// never come.
    /// </summary>
    public bool Admits(BatchHeader batch, ChainTime timestamp)
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (batch.Sequence <= Sequence)
        {
            return false;
        }

        var follows = batch.Sequence == Sequence + 1 && batch.Predecessor == Digest;
        return follows || batch.PredecessorNotAfter < timestamp;
    }

    /// <summary>The position after a certificate.</summary>
    public LanePosition After(Certificate certificate, Committee committee)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        return new(
            certificate.Batch.Sequence,
            certificate.Digest,
            ChainTime.Max(certificate.Time(committee), EffectiveTime));
    }
}
