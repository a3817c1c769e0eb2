using CsCheck;
using Microsoft.Extensions.Time.Testing;
using SharedSequencer.Messages;
using SharedSequencer.Sentinel.Health;
using SharedSequencer.Sentinel.Watching;

namespace SharedSequencer.Sentinel.Tests.Health;

public sealed class HealthRulesTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_000);
    private static readonly Dictionary<string, string> NoChecks = [];

    private readonly HealthRules _rules = new(new SentinelOptions(), new FakeTimeProvider(Now));

    [Fact]
    public void Everything_ready_and_a_fresh_block_is_operational()
    {
        var health = _rules.Judge(PictureOf(blockAgeMs: 1_999));

        Assert.Equal(LayerStatus.Operational, health.Status);
        Assert.Empty(health.Reasons);
        Assert.Equal(1_999, health.LastBlock!.AgeMs);
    }

    [Theory]
    [InlineData(2_000, LayerStatus.Degraded, "blocks-late")]
    [InlineData(9_999, LayerStatus.Degraded, "blocks-late")]
    [InlineData(10_000, LayerStatus.Halted, "no-blocks")]
    [InlineData(86_400_000, LayerStatus.Halted, "no-blocks")]
    internal void The_age_of_the_newest_block_decides(long ageMs, LayerStatus status, string code)
    {
        var health = _rules.Judge(PictureOf(ageMs));

        Assert.Equal((status, code), (health.Status, Assert.Single(health.Reasons).Code));
    }

    [Theory]
    [InlineData(ServiceState.Unreachable, "service-unreachable")]
    [InlineData(ServiceState.NotReady, "service-not-ready")]
    internal void A_missing_service_degrades_while_blocks_come(ServiceState state, string code)
    {
        var health = _rules.Judge(PictureOf(10, new ServiceReading(AppIds.Ingress, state, NoChecks, Now)));

        var reason = Assert.Single(health.Reasons);
        Assert.Equal((LayerStatus.Degraded, code, AppIds.Ingress), (health.Status, reason.Code, reason.Subject));
    }

    [Fact]
    public void What_a_service_lacks_is_named()
    {
        var checks = new Dictionary<string, string> { ["sidecar"] = "ready", ["postgres"] = "not-ready" };

        var health = _rules.Judge(PictureOf(
            10, new ServiceReading(AppIds.Publisher, ServiceState.NotReady, checks, Now)));

        Assert.Equal("publisher lacks postgres.", Assert.Single(health.Reasons).Detail);
    }

    [Fact]
    public void A_sentinel_that_has_not_looked_does_not_claim_that_all_is_well()
    {
        var health = _rules.Judge(Picture.Empty);

        Assert.Equal(LayerStatus.Degraded, health.Status);
        Assert.Equal("not-observed", Assert.Single(health.Reasons).Code);
        Assert.Null(health.LastBlock);
    }

    [Fact]
    public void A_head_that_was_never_told_is_a_reason()
    {
        var health = _rules.Judge(new Picture(Now, [], null));

        Assert.Equal((LayerStatus.Degraded, "head-unknown"), (health.Status, Assert.Single(health.Reasons).Code));
    }

    [Fact]
    public void A_block_from_the_future_is_fresh() =>
        Assert.Equal(LayerStatus.Operational, _rules.Judge(PictureOf(-5_000)).Status);

    [Fact]
    public void Any_timestamp_can_be_judged() => Gen.ULong.Sample(timestamp =>
    {
        var head = new HeadReading(new ChainHead(1, "0x00", timestamp));
        return _rules.Judge(new Picture(Now, [], head)).LastBlock!.AgeMs >= 0;
    });

    private static Picture PictureOf(long blockAgeMs, params ServiceReading[] services) => new(
        Now, services, new HeadReading(new ChainHead(7, "0x00", (ulong)(Now.ToUnixTimeMilliseconds() - blockAgeMs))));
}
