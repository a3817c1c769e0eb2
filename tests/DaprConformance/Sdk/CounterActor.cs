using System.Collections.Concurrent;
using Dapr.Actors;
using Dapr.Actors.Client;
using Dapr.Actors.Runtime;

namespace SharedSequencer.DaprConformance.Tests.Sdk;

/// <summary>An actor as our services write them: state through the state manager, JSON serialization.</summary>
internal sealed class CounterActor(ActorHost host) : Actor(host), ICounter
{
    private const string Key = "count";
    private static readonly ConcurrentDictionary<string, int> Started = new();

    /// <summary>How often <see cref="Slow"/> was started for an actor.</summary>
    public static int Runs(string id) => Started.GetValueOrDefault(id);

    public async Task<int> Add(int amount)
    {
        var count = await StateManager.GetOrAddStateAsync(Key, 0) + amount;
        await StateManager.SetStateAsync(Key, count);
        return count;
    }

    public Task<string> Echo(string text) => Task.FromResult(text);

    public Task Fail() => throw new InvalidOperationException("boom from actor");

    public Task<int> Nest(string other) =>
        ProxyFactory.CreateActorProxy<ICounter>(new ActorId(other), nameof(CounterActor)).Add(1);

    public async Task<int> AddSlowly(int milliseconds)
    {
        await Slow(milliseconds);
        return await Add(1);
    }

    public async Task<int> Slow(int milliseconds)
    {
        Started.AddOrUpdate(Id.GetId(), 1, (_, count) => count + 1);
        await Task.Delay(TimeSpan.FromMilliseconds(milliseconds), TimeProvider.System, CancellationToken.None);
        return milliseconds;
    }
}
