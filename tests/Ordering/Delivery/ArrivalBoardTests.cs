using Microsoft.Extensions.Time.Testing;
using SharedSequencer.Ordering.Delivery;
using SharedSequencer.Primitives;

namespace SharedSequencer.Ordering.Tests.Delivery;

public sealed class ArrivalBoardTests
{
    private static readonly CancellationToken Never = TestContext.Current.CancellationToken;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);
    private static readonly Hash256 Digest = Keccak256.Hash([1]);
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task Everyone_who_waits_for_a_batch_is_told_when_it_comes()
    {
        var board = new ArrivalBoard(maxWaiting: 2, _time);
        var first = board.Wait(Digest, () => false, Limit, Never);
        var second = board.Wait(Digest, () => false, Limit, Never);

        board.Announce(Digest);

        Assert.True(await first);
        Assert.True(await second);
    }

    [Fact]
    public async Task A_batch_that_came_before_the_wait_began_is_not_waited_for()
    {
        Assert.True(await new ArrivalBoard(maxWaiting: 1, _time).Wait(Digest, () => true, Limit, Never));
    }

    [Fact]
    public async Task A_batch_that_does_not_come_ends_the_wait_in_time()
    {
        var waiting = new ArrivalBoard(maxWaiting: 1, _time).Wait(Digest, () => false, Limit, Never);
        Assert.False(waiting.IsCompleted);

        _time.Advance(Limit);

        Assert.False(await waiting);
    }

    [Fact]
    public async Task No_more_than_the_bound_may_wait()
    {
        var board = new ArrivalBoard(maxWaiting: 1, _time);
        var first = board.Wait(Digest, () => false, Limit, Never);

        Assert.False(await board.Wait(Digest, () => false, Limit, Never));
        board.Announce(Digest);
        Assert.True(await first);
        Assert.True(await board.Wait(Digest, () => true, Limit, Never));
    }
}
