using System.Text;
using SharedSequencer.StandIn.Handshake;

namespace SharedSequencer.DaprConformance.Tests.Unit;

public sealed class ActorConfigTests
{
    [Fact]
    public void An_entry_for_a_type_replaces_all_global_values_of_that_type()
    {
        var config = Parse("""
            {"entities":["T","E"],"actorIdleTimeout":"1h0m0s0ms","drainOngoingCallTimeout":"20s",
             "entitiesConfig":[{"entities":["E"],"actorIdleTimeout":"2s"}]}
            """);
        Assert.Equal(new ActorSettings(TimeSpan.FromHours(1), TimeSpan.FromSeconds(20), true), config.Types["T"]);
        Assert.Equal(new ActorSettings(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2), true), config.Types["E"]);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("3")]
    [InlineData("""{"entities":["T"],"entitiesConfig":[3]}""")]
    [InlineData("""{"entities":["T"],"actorIdleTimeout":7}""")]
    public void Other_JSON_is_no_configuration(string json) =>
        Assert.False(ActorConfig.TryParse(Encoding.UTF8.GetBytes(json), out _));

    [Fact]
    public void A_type_may_be_named_twice() => Assert.Single(Parse("""{"entities":["T","T"]}""").Types);

    [Theory]
    [InlineData("1h0m0s0ms", 3_600_000)]
    [InlineData("1.5s", 1_500)]
    [InlineData("300ms", 300)]
    [InlineData("0", 0)]
    public void A_Go_duration_is_read(string text, double milliseconds)
    {
        Assert.True(GoDuration.TryParse(text, out var duration));
        Assert.Equal(milliseconds, duration.TotalMilliseconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("3")]
    [InlineData("3 s")]
    [InlineData("s")]
    [InlineData("1.2.3s")]
    [InlineData("99999999999999999999h")]
    public void Other_text_is_no_duration(string text) => Assert.False(GoDuration.TryParse(text, out _));

    private static ActorConfig Parse(string json)
    {
        Assert.True(ActorConfig.TryParse(Encoding.UTF8.GetBytes(json), out var config));
        return config;
    }
}
