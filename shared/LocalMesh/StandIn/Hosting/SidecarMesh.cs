using System.Collections.Concurrent;
using SharedSequencer.StandIn.Actors;
using SharedSequencer.StandIn.Http;
using SharedSequencer.StandIn.PubSub;
using SharedSequencer.StandIn.Resilience;
using SharedSequencer.StandIn.State;

namespace SharedSequencer.StandIn.Hosting;

/// <summary>What all sidecars of the process share: placement, broker, actor state, and how to find each other.</summary>
internal sealed record SidecarMesh(
    Placement Placement,
    Broker Broker,
    ActorStateStore State,
    ResiliencyPolicies Resiliency,
    AppChannel Channel,
    TimeProvider Time,
    ILogger Logger)
{
    /// <summary>Sidecars that run, by app id.</summary>
    public ConcurrentDictionary<string, Sidecar> Running { get; } = new();

    /// <summary>All app ids of the configuration, also those whose sidecar is lost.</summary>
    public required IReadOnlySet<string> AppIds { get; init; }
}
