namespace SharedSequencer.StandIn.Resilience;

/// <summary>The part of the Resiliency resources that the stand-in obeys: actor types and inbound retries of pub/sub.</summary>
internal sealed record ResiliencyPolicies(
    IReadOnlyDictionary<string, ActorPolicy> Actors, IReadOnlyDictionary<string, RetryPolicy> Inbound)
{
    public static readonly ResiliencyPolicies None =
        new(new Dictionary<string, ActorPolicy>(), new Dictionary<string, RetryPolicy>());

    public ActorPolicy ForActorType(string type) => Actors.GetValueOrDefault(type, ActorPolicy.None);

    /// <summary>The retries of deliveries from a component; null for a single attempt.</summary>
    public RetryPolicy? ForDeliveries(string component) => Inbound.GetValueOrDefault(component);
}
