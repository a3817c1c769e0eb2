using SharedSequencer.StandIn.Actors;

namespace SharedSequencer.DaprConformance.Tests.Unit;

public sealed class TurnLockTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Turns_come_in_order_of_arrival()
    {
        var turns = new TurnLock();
        await turns.EnterAsync(Cancelled);
        var order = new List<int>();
        var waiting = Enumerable.Range(0, 5).Select(number => EnterAsync(turns, number, order)).ToList();
        turns.Leave();
        await Task.WhenAll(waiting);
        Assert.Equal([0, 1, 2, 3, 4], order);
    }

    [Fact]
    public async Task A_waiter_that_leaves_gets_no_turn_and_holds_nobody_up()
    {
        var turns = new TurnLock();
        await turns.EnterAsync(Cancelled);
        using var patience = new CancellationTokenSource();
        var leaver = turns.EnterAsync(patience.Token).AsTask();
        var next = turns.EnterAsync(Cancelled).AsTask();
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaver);
        Assert.False(next.IsCompleted);
        turns.Leave();
        await next;
    }

    [Fact]
    public async Task A_free_turn_is_taken_at_once_and_only_once()
    {
        var turns = new TurnLock();
        await turns.EnterAsync(Cancelled);
        var second = turns.EnterAsync(Cancelled).AsTask();
        Assert.False(second.IsCompleted);
        turns.Leave();
        await second;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => turns.EnterAsync(new CancellationToken(canceled: true)).AsTask());
    }

    private static async Task EnterAsync(TurnLock turns, int number, List<int> order)
    {
        await turns.EnterAsync(Cancelled);
        order.Add(number);
        turns.Leave();
    }
}
