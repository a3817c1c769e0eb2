using SharedSequencer.Ordering.Queue;

namespace SharedSequencer.Ordering.Tests.Queue.Storage;

/// <summary>What every store of a queue must do, the one in memory and the one behind a sidecar.</summary>
public abstract class QueueStoreContract
{
    private static readonly CancellationToken Never = TestContext.Current.CancellationToken;

    private static QueueHead Head { get; } = new()
    {
        Network = "0x<network> & more",
        FirstSegment = 3,
        LastSegment = ulong.MaxValue,
        Height = (1UL << 53) + 1,
        Ordered = new Dictionary<string, OrderedMark> { ["0xab"] = new(ulong.MaxValue - 1, "0xdigest") },
    };

    private static QueueChanges TwoSegments { get; } = new(
        Head, new Dictionary<ulong, QueueSegment?> { [3] = Segment(1), [4] = Segment(2) });

    [Fact]
    public async Task An_empty_store_holds_nothing()
    {
        Assert.Null(await Turn(store => store.ReadHead(Never)));
        Assert.Null(await Turn(store => store.ReadSegment(0, Never)));
    }

    [Fact]
    public async Task What_was_saved_is_there_after_the_owner_has_changed_and_every_number_is_exact()
    {
        await Save(TwoSegments);
        await ChangeOwner();

        var head = await Turn(store => store.ReadHead(Never));
        var segment = await Turn(store => store.ReadSegment(4, Never));

        Assert.NotNull(head);
        Assert.Equal(Head.Ordered, head.Ordered);
        Assert.Equal(Head with { Ordered = head.Ordered }, head);
        Assert.Equal(Segment(2).Entries, segment!.Entries);
    }

    [Fact]
    public async Task A_deleted_segment_is_gone_and_what_was_not_mentioned_stays()
    {
        await Save(TwoSegments);
        await Save(new QueueChanges(Head: null, new Dictionary<ulong, QueueSegment?> { [3] = null }));
        await ChangeOwner();

        Assert.Null(await Turn(store => store.ReadSegment(3, Never)));
        Assert.NotNull(await Turn(store => store.ReadSegment(4, Never)));
        Assert.NotNull(await Turn(store => store.ReadHead(Never)));
    }

    /// <summary>Runs something as one turn of one queue.</summary>
    internal abstract Task<T> Turn<T>(Func<IQueueStore, Task<T>> turn);

    /// <summary>Lets the next turn begin without anything in memory.</summary>
    protected abstract Task ChangeOwner();

    private static QueueSegment Segment(ulong sequence) => new()
    {
        Entries =
        [
            new QueueEntry
            {
                Digest = $"0x{sequence:x64}",
                Ingress = "0xab",
                Sequence = ulong.MaxValue - sequence,
                Size = int.MaxValue,
                NotAfter = (1UL << 60) + sequence,
            },
        ],
    };

    private Task<bool> Save(QueueChanges changes) => Turn(async store =>
    {
        await store.Save(changes, Never);
        return true;
    });
}
