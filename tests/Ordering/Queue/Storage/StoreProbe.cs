using System.Collections.Concurrent;
using Dapr.Actors.Runtime;
using SharedSequencer.Ordering.Queue;

namespace SharedSequencer.Ordering.Tests.Queue.Storage;

/// <summary>Runs turns of the tests on real actor state.</summary>
internal sealed class StoreProbe(ActorHost host) : Actor(host), IStoreProbe
{
    public static ConcurrentDictionary<string, Func<IQueueStore, Task>> Turns { get; } = new();

    public Task Run(string key) => Turns[key](new DaprQueueStore(StateManager));
}
