using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>What R1 demands of any batch, whoever looks at it and whenever.</summary>
internal static class BatchRules
{
    internal static BatchError Check(BatchHeader header, int itemCount) =>
        itemCount is 0 or > ProtocolDefaults.MaxBatchItems ? BatchError.ItemCount : CheckHeader(header);

    internal static BatchError CheckHeader(BatchHeader header)
    {
        if (header.Lane.IsShared == (header.Kind == BatchKind.Transactions))
        {
            return BatchError.LaneMismatch;
        }

        var first = header.Sequence == 1;
        if (header.Sequence == 0
            || (header.Predecessor == Hash256.Zero) != first
            || (header.PredecessorNotAfter.Milliseconds == 0) != first)
        {
            return BatchError.Sequence;
        }

        // It outlives its predecessor, so "the predecessor has expired" (R6) means all before it in the lane have.
        var lives = header.NotAfter >= header.Created
            && header.NotAfter >= header.PredecessorNotAfter
            && header.NotAfter <= header.Created.Plus(ProtocolDefaults.BatchLifetime);
        return lives ? BatchError.None : BatchError.Lifetime;
    }
}
