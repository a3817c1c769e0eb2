using SharedSequencer.Ordering.Queue;

namespace SharedSequencer.Ordering.Tests.Queue.Storage;

public sealed class InMemoryQueueStoreTests : QueueStoreContract
{
    private readonly InMemoryQueueStore _store = new();

    internal override Task<T> Turn<T>(Func<IQueueStore, Task<T>> turn) => turn(_store);

    protected override Task ChangeOwner() => Task.CompletedTask;
}
