using System.Collections.Concurrent;
using Dapr.Actors;
using Dapr.Actors.Client;
using SharedSequencer.Messages;

namespace SharedSequencer.ServiceDefaults;

/// <summary>
/// Proxies of actors. A proxy costs as much as a call, so each is made once and kept; the number of actors called
/// is the number of registered rollups. Calls end after <see cref="MeshOptions.CallTimeoutMs"/> at the latest, or
/// earlier by the caller's token; a call that ended so may still have taken effect.
/// </summary>
public sealed class MeshActors
{
    private readonly ConcurrentDictionary<string, IRollupQueue> _queues = new(StringComparer.Ordinal);
    private readonly ActorProxyFactory _factory;

    /// <summary>Makes proxies for the sidecar that the options name.</summary>
    /// <param name="options">The sidecar.</param>
    public MeshActors(MeshOptions options) => _factory = new ActorProxyFactory(
        new ActorProxyOptions
        {
            HttpEndpoint = options.HttpEndpoint,
            DaprApiToken = options.ApiToken ?? "",
            RequestTimeout = options.CallTimeout,
            UseJsonSerialization = true,
            JsonSerializerOptions = MeshJson.Options,
        },
        (HttpMessageHandler?)null);

    /// <summary>The queue of a lane; ask only for registered ones.</summary>
    /// <param name="lane">Rollup id, or 0 for the cross-rollup lane.</param>
    public IRollupQueue Queue(ulong lane) =>
        _queues.GetOrAdd(RollupQueueActor.IdOf(lane), static (id, factory) =>
            factory.CreateActorProxy<IRollupQueue>(new ActorId(id), RollupQueueActor.Type), _factory);
}
