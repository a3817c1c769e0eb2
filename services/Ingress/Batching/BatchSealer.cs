using SharedSequencer.Ingress.Journal;
using SharedSequencer.Ingress.Lanes;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ingress.Batching;

/// <summary>Signs batches, and makes the identical bytes again from a journal record.</summary>
internal sealed class BatchSealer(NetworkId network, PrivateKey key, IngressClock clock)
{
    public Address Ingress => key.Address;

    public SealedBatch Seal(BatchPlan plan)
    {
        // The clock is the wall's until a block was seen, and that may be ahead of the chain's: then a batch is created with
        // the one before it, which it must outlive (R1).
        var created = ChainTime.Max(
            clock.ChainNow,
            new ChainTime(plan.PredecessorNotAfterMilliseconds).Minus(ProtocolDefaults.BatchLifetime));
        // A batch lives its longest: expiry only serves what every validator has lost. Those of a lane that are open
        // together end together, so that none overtakes the replacement of an earlier one.
        var notAfter = created.Plus(ProtocolDefaults.BatchLifetime);
        if (plan.LatestNotAfterMilliseconds < notAfter.Milliseconds)
            notAfter = new ChainTime(plan.LatestNotAfterMilliseconds.Value);
        var batch = Batch.Seal(
            new BatchDraft
            {
                Network = network,
                Kind = plan.Entries[0].Kind,
                Lane = plan.Lane.Lane,
                Sequence = plan.Sequence,
                Predecessor = plan.Predecessor,
                PredecessorNotAfter = new ChainTime(plan.PredecessorNotAfterMilliseconds),
                Created = created,
                NotAfter = notAfter,
                Items = ItemsOf(plan.Entries),
            },
            key);
        var record = new BatchRecord
        {
            Lane = plan.Lane.Lane,
            Sequence = plan.Sequence,
            Digest = batch.Digest,
            Predecessor = plan.Predecessor,
            PredecessorNotAfterMilliseconds = plan.PredecessorNotAfterMilliseconds,
            CreatedMilliseconds = created.Milliseconds,
            NotAfterMilliseconds = notAfter.Milliseconds,
            Range = plan.Range,
            Signature = batch.Signature,
        };
        return new SealedBatch(record, batch.Encoded);
    }

    /// <summary>The bytes of a sealed batch, every time the same: signatures are deterministic (RFC 6979).</summary>
    /// <exception cref="BatchChangedException">The journal's record does not give back its own digest.</exception>
    public ReadOnlyMemory<byte> Encode(BatchRecord record, Entry[] entries)
    {
        var batch = Batch.Seal(
            new BatchDraft
            {
                Network = network,
                Kind = entries[0].Kind,
                Lane = record.Lane,
                Sequence = record.Sequence,
                Predecessor = record.Predecessor,
                PredecessorNotAfter = new ChainTime(record.PredecessorNotAfterMilliseconds),
                Created = new ChainTime(record.CreatedMilliseconds),
                NotAfter = new ChainTime(record.NotAfterMilliseconds),
                Items = ItemsOf(entries),
            },
            key);
        if (batch.Digest != record.Digest || batch.Signature != record.Signature)
            throw new BatchChangedException(record);
        return batch.Encoded;
    }

    private static ReadOnlyMemory<byte>[] ItemsOf(Entry[] entries) => Array.ConvertAll(entries, static e => e.Raw);
}
