using SharedSequencer.Launcher.Bench;

namespace SharedSequencer.LocalMesh.Tests.Bench.Bundles;

public sealed class SagaStandTests
{
    private const string Page = """
        # TYPE sequencer_bundles_events_total counter
        sequencer_bundles_events_total{otel_scope_name="SharedSequencer.Bundles"} 12 1764522000000
        sequencer_bundles_messages_total{otel_scope_name="x",message="BundleOrdered",result="Moved"} 10
        sequencer_bundles_messages_total{otel_scope_name="x",message="BundleOrdered",result="Duplicate"} 7
        sequencer_bundles_messages_total{otel_scope_name="x",message="LegExecuted",result="Moved"} 5
        sequencer_bundles_messages_total_other{result="Moved"} 100
        sequencer_bundles_height 3
        """;

    [Fact]
    public void Series_of_a_metric_are_added_up_by_label()
    {
        var page = new MetricsPage(Page);

        Assert.Equal(22, page.Sum("sequencer_bundles_messages_total"));
        Assert.Equal(15, page.Sum("sequencer_bundles_messages_total", "result=\"Moved\""));
        Assert.Equal(12, page.Sum("sequencer_bundles_events_total"));
        Assert.Equal(3, page.Sum("sequencer_bundles_height"));
        Assert.Equal(0, page.Sum("absent"));
    }

    [Fact]
    public void What_moved_and_is_not_published_is_the_backlog() =>
        Assert.Equal(new SagaStand(Heard: 10, Backlog: 3), SagaStand.Read(new MetricsPage(Page)));

    [Fact]
    public void A_service_that_has_counted_nothing_has_no_backlog() =>
        Assert.Equal(new SagaStand(0, 0), SagaStand.Read(new MetricsPage("")));
}
