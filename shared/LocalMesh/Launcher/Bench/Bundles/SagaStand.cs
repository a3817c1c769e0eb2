namespace SharedSequencer.Launcher.Bench;

/// <summary>How far the sagas are, as the bundles service counts it.</summary>
/// <param name="Heard">Bundles whose saga knows what the chain said of them.</param>
/// <param name="Backlog">Events that wait to be published.</param>
internal sealed record SagaStand(long Heard, long Backlog)
{
    /// <summary>
    /// Every bundle that moved on is an event. These counters are exact at every look; the gauge
    /// <c>sequencer.bundles.backlog</c> is the same number, counted by the service now and then.
    /// </summary>
    public static SagaStand Read(MetricsPage page)
    {
        const string messages = "sequencer_bundles_messages_total";
        const string moved = "result=\"Moved\"";
        var waiting = page.Sum(messages, moved) - page.Sum("sequencer_bundles_events_total");
        return new SagaStand((long)page.Sum(messages, moved, "message=\"BundleOrdered\""), Math.Max(0, (long)waiting));
    }
}
