using System.Diagnostics;
using SharedSequencer.Messages;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ordering.Dispatch;

/// <summary>
/// What one queue has yet to be told. Later news include earlier ones, so however long a queue does not
/// answer, this stays as large as the number of ingresses.
/// </summary>
/// <param name="First">Height of the oldest block in it: everything before was told.</param>
/// <param name="Newest">Header of the newest block in it.</param>
/// <param name="Last">The last ordered batch of each ingress.</param>
/// <param name="Trace">The trace of one of the batches.</param>
internal sealed record LaneNews(
    Height First, BlockHeader Newest, IReadOnlyDictionary<Address, BatchHeader> Last, ActivityContext Trace)
{
    /// <summary>What a block means for one lane.</summary>
    public static LaneNews Of(BlockHeader header, IEnumerable<BatchHeader> ordered, ActivityContext trace)
    {
        var last = new Dictionary<Address, BatchHeader>();
        foreach (var batch in ordered)
        {
            last[batch.Ingress] = batch;
        }

        return new LaneNews(header.Height, header, last, trace);
    }

    /// <summary>These and the older ones together.</summary>
    public LaneNews Over(LaneNews? older)
    {
        if (older is null)
        {
            return this;
        }

        var last = new Dictionary<Address, BatchHeader>(older.Last);
        foreach (var (ingress, batch) in Last)
        {
            last[ingress] = batch;
        }

        return this with { First = older.First, Last = last };
    }

    public OrderedNotice Notice() => new()
    {
        Network = Newest.Network.ToString(),
        Height = Newest.Height.Value,
        BlockHash = Newest.Hash.ToString(),
        Timestamp = Newest.Timestamp.Milliseconds,
        Last = [.. Last.Values.Select(batch =>
            new OrderedBatch(batch.Digest.ToString(), batch.Ingress.ToString(), batch.Sequence))],
    };
}
