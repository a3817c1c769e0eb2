using System.Diagnostics;
using Microsoft.Extensions.Time.Testing;

namespace SharedSequencer.Following.Tests.Looping;

public sealed class HintBellTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider _time = new();
    private readonly HintBell _bell;

    public HintBellTests() => _bell = new HintBell(_time);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Many_hints_are_one_and_the_newest_tells_the_trace()
    {
        var newest = Trace();
        _bell.Ring(Trace());
        _bell.Ring(newest);

        Assert.Equal(newest, await _bell.WaitAsync(Second, Token));

        Assert.False(_bell.WaitAsync(Second, Token).IsCompleted);
    }

    [Fact]
    public async Task Who_waits_is_woken_by_a_hint()
    {
        var waiting = _bell.WaitAsync(Second, Token);
        Assert.False(waiting.IsCompleted);

        _bell.Ring();

        Assert.Equal(default, await waiting);
    }

    [Fact]
    public async Task Without_a_hint_the_wait_ends_in_time()
    {
        var waiting = _bell.WaitAsync(Second, Token);
        _time.Advance(Second - TimeSpan.FromMilliseconds(1));
        Assert.False(waiting.IsCompleted);

        _time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal(default, await waiting);
    }

    [Fact]
    public async Task Asked_to_stop_nobody_waits_on()
    {
        using var stop = new CancellationTokenSource();
        var waiting = _bell.WaitAsync(Second, stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    private static ActivityContext Trace() =>
        new(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded);
}
