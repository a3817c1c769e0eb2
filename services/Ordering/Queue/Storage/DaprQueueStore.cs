using Dapr.Actors.Runtime;

namespace SharedSequencer.Ordering.Queue;

/// <summary>The store in Dapr actor state: keys <c>head</c> and <c>segment-{n}</c>.</summary>
internal sealed class DaprQueueStore(IActorStateManager state) : IQueueStore
{
    private const string HeadKey = "head";

    public async Task<QueueHead?> ReadHead(CancellationToken cancel)
    {
        var stored = await state.TryGetStateAsync<QueueHead>(HeadKey, cancel);
        return stored.HasValue ? stored.Value : null;
    }

    public async Task<QueueSegment?> ReadSegment(ulong number, CancellationToken cancel)
    {
        var stored = await state.TryGetStateAsync<QueueSegment>(SegmentKey(number), cancel);
        return stored.HasValue ? stored.Value : null;
    }

    public async Task Save(QueueChanges changes, CancellationToken cancel)
    {
        try
        {
            await Stage(changes, cancel);
            await state.SaveStateAsync(cancel);
        }
        catch
        {
            // What was staged must not ride along with the next turn's save.
            await state.ClearCacheAsync(CancellationToken.None);
            throw;
        }
    }

    private async Task Stage(QueueChanges changes, CancellationToken cancel)
    {
        if (changes.Head is not null)
        {
            await state.SetStateAsync(HeadKey, changes.Head, cancel);
        }
        foreach (var (number, segment) in changes.Segments)
        {
            if (segment is null)
            {
                await state.TryRemoveStateAsync(SegmentKey(number), cancel);
            }
            else
            {
                await state.SetStateAsync(SegmentKey(number), segment, cancel);
            }
        }
    }

    private static string SegmentKey(ulong number) => $"segment-{number}";
}
