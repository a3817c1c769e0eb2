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
    public async Task Everyone_who_expects_a_batch_is_told_when_it_comes()
    {
        var board = new ArrivalBoard(maxExpected: 2, _time);
        using var first = board.Expect(Digest);
        using var second = board.Expect(Digest);

        board.Announce(Digest);

        Assert.True(await first.Wait(Limit, Never));
        Assert.True(await second.Wait(Limit, Never));
    }

    [Fact]
    public async Task A_batch_that_comes_between_expecting_and_waiting_is_not_missed()
    {
        var board = new ArrivalBoard(maxExpected: 1, _time);
        using var arrival = board.Expect(Digest);
        board.Announce(Digest);

        Assert.True(await arrival.Wait(TimeSpan.Zero, Never));
    }

    [Fact]
    public async Task A_batch_that_does_not_come_ends_the_wait_in_time()
    {
        using var arrival = new ArrivalBoard(maxExpected: 1, _time).Expect(Digest);
        var waiting = arrival.Wait(Limit, Never);
        Assert.False(waiting.IsCompleted);

        _time.Advance(Limit);

        Assert.False(await waiting);
    }

    [Fact]
    public async Task Who_gives_up_takes_nothing_from_others_who_expect_the_same_batch()
    {
        var board = new ArrivalBoard(maxExpected: 2, _time);
        using var patient = board.Expect(Digest);
        board.Expect(Digest).Dispose();

        board.Announce(Digest);

        Assert.True(await patient.Wait(Limit, Never));
    }

    [Fact]
    public async Task No_more_than_the_bound_are_expected()
    {
        var board = new ArrivalBoard(maxExpected: 1, _time);
        var first = board.Expect(Digest);

        using (var second = board.Expect(Digest)) Assert.False(await second.Wait(Limit, Never));
        first.Dispose();

        using var third = board.Expect(Digest);
        board.Announce(Digest);
        Assert.True(await third.Wait(Limit, Never));
    }
}
