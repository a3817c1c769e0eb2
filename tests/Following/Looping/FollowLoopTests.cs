using Microsoft.Extensions.Time.Testing;

namespace SharedSequencer.Following.Tests.Looping;

public sealed class FollowLoopTests
{
    private static readonly FollowPace Pace = FollowPace.Of(TimeSpan.FromMilliseconds(400));

    private readonly ScriptedFollowing _following = new(new FakeTimeProvider());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task While_blocks_come_the_next_are_asked_for_at_once() => Assert.Equal(
        ["took 64", "took 64", "took 3"],
        await _following.Then(64).Then(64).Then(3).RunAsync(Pace, Token));

    [Fact]
    public async Task With_nothing_newer_it_rests_for_what_is_left_of_the_interval() => Assert.Equal(
        ["took 0", "rested 400", "took 0", "rested 280", "took 0", "took 1"],
        await _following.Then(0).Then(0, milliseconds: 120).Then(0, milliseconds: 450).Then(1).RunAsync(Pace, Token));

    [Fact]
    public async Task Pauses_after_failures_grow_to_the_longest_and_begin_anew_after_an_answer() => Assert.Equal(
        [
            "failed: away", "rested 800", "failed: slow", "rested 1600", "failed: torn", "rested 2000", "failed: away",
            "rested 2000", "took 2", "failed: away", "rested 800",
        ],
        await _following
            .ThenFails(new HttpRequestException("away"))
            .ThenFails(new TaskCanceledException("slow"))
            .ThenFails(new IOException("torn"))
            .ThenFails(new HttpRequestException("away"))
            .Then(2)
            .ThenFails(new HttpRequestException("away"))
            .RunAsync(Pace, Token));

    [Fact]
    public async Task A_refused_page_is_asked_for_again_after_a_pause()
    {
        var pause = TimeSpan.FromMilliseconds(200);

        var notes = await _following.Then(3, PageResult.Refused).Then(3, PageResult.Refused).Then(3)
            .RunAsync(Pace with { FirstPause = pause, LongestPause = pause }, Token);

        Assert.Equal(["took 3", "rested 200", "took 3", "rested 200", "took 3"], notes);
    }

    [Fact]
    public async Task A_failure_of_the_service_itself_ends_it_and_is_not_taken_for_one_of_the_source()
    {
        _following.TakeFails = new HttpRequestException("our own");

        await Assert.ThrowsAsync<HttpRequestException>(() => _following.Then(1).RunAsync(Pace, Token));
        Assert.Empty(_following.Notes);
    }

    [Fact]
    public async Task Asked_to_stop_it_stops_and_blames_nobody()
    {
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();

        await Assert.ThrowsAsync<OperationCanceledException>(
            () => _following.ThenFails(new OperationCanceledException()).RunAsync(Pace, stop.Token));
        Assert.Empty(_following.Notes);
    }
}
