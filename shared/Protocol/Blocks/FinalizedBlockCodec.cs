using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>Reads the wire form of a final block.</summary>
internal static class FinalizedBlockCodec
{
    internal static bool TryRead(ReadOnlyMemory<byte> encoded, [NotNullWhen(true)] out FinalizedBlock? finalized)
    {
        finalized = null;
        var reader = new RlpReader(encoded.Span);
        if (!reader.TryReadList(out var fields)
            || !reader.AtEnd
            || !Block.TryRead(ref fields, out var block)
            || !QuorumCertificate.TryRead(ref fields, out var finalization)
            || !TryReadHeaders(ref fields, out var descendants)
            || !TryReadOutcomes(ref fields, out var outcomes)
            || !TryReadBatches(ref fields, block.Certificates.Count, out var batches)
            || !fields.AtEnd)
        {
            return false;
        }

        finalized = new FinalizedBlock
        {
            Block = block,
            Finalization = finalization,
            Descendants = descendants,
            Outcomes = outcomes,
            Batches = batches,
        };
        return true;
    }

    internal static bool TryReadHeaders(ref RlpReader fields, out List<BlockHeader> headers)
    {
        headers = [];
        if (!fields.TryReadList(out var list))
        {
            return false;
        }

        while (!list.AtEnd)
        {
            if (headers.Count == ProtocolDefaults.MaxDescendants || !BlockHeader.TryRead(ref list, out var header))
            {
                return false;
            }

            headers.Add(header);
        }

        return true;
    }

    private static bool TryReadOutcomes(ref RlpReader fields, out List<Outcome> outcomes)
    {
        outcomes = [];
        if (!fields.TryReadList(out var list))
        {
            return false;
        }

        while (!list.AtEnd)
        {
            if (outcomes.Count == ProtocolDefaults.MaxBlockOutcomes || !Outcome.TryRead(ref list, out var outcome))
            {
                return false;
            }

            outcomes.Add(outcome);
        }

        return true;
    }

    /// <summary>As many batches as certificates, or none at all, which is the light form of a block that has some.</summary>
    private static bool TryReadBatches(ref RlpReader fields, int certificates, out List<Batch>? batches)
    {
        batches = [];
        if (!fields.TryReadList(out var list))
        {
            return false;
        }

        if (list.AtEnd && certificates > 0)
        {
            batches = null;
            return true;
        }

        while (!list.AtEnd)
        {
            if (batches.Count == certificates
                || !list.TryReadRawItem(out var encoded)
                || !Batch.TryDecode(encoded.ToArray(), out var batch, out _))
            {
                return false;
            }

            batches.Add(batch);
        }

        return batches.Count == certificates;
    }
}
