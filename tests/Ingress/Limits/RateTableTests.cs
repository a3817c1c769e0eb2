using Microsoft.Extensions.Time.Testing;
using SharedSequencer.Ingress.Lanes;
using SharedSequencer.Ingress.Limits;

namespace SharedSequencer.Ingress.Tests.Limits;

public sealed class RateTableTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly RateTable<string> _table;

    public RateTableTests() => _table = new RateTable<string>(perSecond: 2, capacity: 3, new IngressClock(_time));

    [Fact]
    public void Each_name_has_a_rate_of_its_own()
    {
        Assert.Equal([true, true, false], Enumerable.Range(0, 3).Select(_ => _table.TryTake("a", out var _)));
        Assert.True(_table.TryTake("b", out _));
        _time.Advance(TimeSpan.FromMilliseconds(500));
        Assert.True(_table.TryTake("a", out _));
        Assert.False(_table.TryTake("a", out var state));
        Assert.Equal((2, 1), (state.PerSecond, state.RetryAfterSeconds));
    }

    [Fact]
    public void A_newcomer_waits_until_somebody_who_is_known_makes_room()
    {
        foreach (var name in new[] { "a", "b", "c" }) Assert.True(_table.TryTake(name, out _));
        Assert.False(_table.TryTake("d", out _));
        Assert.True(_table.TryTake("a", out _));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(_table.TryTake("d", out _));
    }

    [Fact]
    public void One_submitter_may_not_be_allowed_more_than_all()
    {
        var options = new LimitsOptions { MaxUnorderedBundlesPerSubmitter = 9, MaxUnorderedBundles = 8 };
        Assert.Contains("MaxUnorderedBundlesPerSubmitter", new LimitsOptionsValidator().Validate(null, options).FailureMessage);
        options = new LimitsOptions { MaxUnorderedBundleBytesPerSubmitter = 900_000, MaxUnorderedBundleBytes = 800_000 };
        Assert.Contains("MaxUnorderedBundleBytesPerSubmitter", new LimitsOptionsValidator().Validate(null, options).FailureMessage);
        Assert.True(new LimitsOptionsValidator().Validate(null, new LimitsOptions()).Succeeded);
    }
}
