namespace SharedSequencer.StandIn.Faults;

/// <summary>What <c>GET /status</c> of the admin port shows.</summary>
internal sealed record StandInStatus(
    IReadOnlyList<SidecarStatus> Sidecars, IReadOnlyList<TopicStatus> Topics, bool PlacementLost, bool BrokerDown)
{
    public static StandInStatus Of(FaultSwitches faults) => new(
        [.. faults.Slots.Select(SidecarStatus.Of)],
        [.. faults.Broker.Topics.Select(topic => new TopicStatus(topic.Key.PubSub, topic.Key.Topic, topic.Value.Depth))],
        faults.Placement.IsLost,
        faults.Broker.IsDown);
}
