using Microsoft.Extensions.Time.Testing;
using SharedSequencer.StandIn.PubSub;

namespace SharedSequencer.DaprConformance.Tests.Unit;

public sealed class TopicTests
{
    private readonly FakeTimeProvider time = new();
    private readonly List<int> handled = [];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_app_that_subscribes_late_gets_what_the_tail_holds()
    {
        var topic = Topic();
        for (var number = 0; number < 2000; number++) topic.TryPublish(Message(number));
        await ConsumeAsync(topic, 1024);
        Assert.Equal(Enumerable.Range(976, 1024), handled);
    }

    [Fact]
    public async Task Lost_messages_never_come()
    {
        var topic = Topic();
        topic.Faults.Lose(2);
        for (var number = 0; number < 4; number++) Assert.True(topic.TryPublish(Message(number)));
        await ConsumeAsync(topic, 2);
        Assert.Equal([2, 3], handled);
    }

    [Fact]
    public async Task A_redelivered_message_comes_twice()
    {
        var topic = Topic();
        topic.Faults.Repeat(1);
        for (var number = 0; number < 2; number++) topic.TryPublish(Message(number));
        await ConsumeAsync(topic, 3);
        Assert.Equal([0, 1, 0], handled);
    }

    [Fact]
    public async Task Reordered_messages_come_in_reverse_once_all_are_there()
    {
        var topic = Topic();
        topic.Faults.Reorder(3, TimeSpan.FromSeconds(1));
        for (var number = 0; number < 4; number++) topic.TryPublish(Message(number));
        await ConsumeAsync(topic, 4);
        Assert.Equal([2, 1, 0, 3], handled);
    }

    [Fact]
    public async Task A_reordered_message_without_company_comes_when_its_time_is_over()
    {
        var topic = Topic();
        topic.Faults.Reorder(3, TimeSpan.FromSeconds(1));
        topic.TryPublish(Message(7));
        time.Advance(TimeSpan.FromSeconds(2));
        await ConsumeAsync(topic, 1);
        Assert.Equal([7], handled);
    }

    [Fact]
    public async Task A_delayed_message_lets_later_ones_pass()
    {
        var topic = Topic();
        topic.Faults.Delay(1, TimeSpan.FromSeconds(1));
        topic.TryPublish(Message(0));
        topic.TryPublish(Message(1));
        await ConsumeAsync(topic, 1);
        time.Advance(TimeSpan.FromSeconds(2));
        await ConsumeAsync(topic, 2);
        Assert.Equal([1, 0], handled);
    }

    [Fact]
    public async Task A_message_that_was_not_acknowledged_comes_again()
    {
        var topic = Topic();
        topic.TryPublish(Message(5));
        using (var stop = new CancellationTokenSource())
        {
            var aborted = topic.Group("app").ConsumeAsync(
                async (_, abort) =>
                {
                    await stop.CancelAsync();
                    abort.ThrowIfCancellationRequested();
                }, stop.Token, stop.Token);
            await aborted;
        }
        Assert.Equal(1, topic.Depth);
        await ConsumeAsync(topic, 1, () => time.Advance(TimeSpan.FromSeconds(60)));
        Assert.Equal([5], handled);
        Assert.Equal(0, topic.Depth);
    }

    [Fact]
    public async Task A_message_that_waits_to_come_again_waits_only_once()
    {
        var topic = Topic();
        topic.TryPublish(Message(1));
        using var stop = new CancellationTokenSource();
        var inside = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        var consuming = topic.Group("app").ConsumeAsync(
            (_, _) =>
            {
                inside.TrySetResult();
                return release.Task;
            }, stop.Token, CancellationToken.None);
        await inside.Task;
        for (var minutes = 0; minutes < 10; minutes++) time.Advance(TimeSpan.FromMinutes(1));
        Assert.InRange(topic.Depth, 1, 2);
        await stop.CancelAsync();
        release.SetResult();
        await consuming;
    }

    [Fact]
    public void A_group_that_falls_too_far_behind_makes_publishes_fail()
    {
        var topic = Topic();
        topic.Group("app");
        var large = new StoredMessage(new byte[16 * 1024 * 1024], new Dictionary<string, string>(), "", null);
        var taken = Enumerable.Range(0, 8).Count(_ => topic.TryPublish(large));
        Assert.Equal(5, taken);
    }

    private Topic Topic() => new(new PubSubComponent("mesh-pubsub") { Concurrency = 1 }, time);

    private static StoredMessage Message(int number) =>
        new(BitConverter.GetBytes(number), new Dictionary<string, string>(), "", null);

    private async Task ConsumeAsync(Topic topic, int total, Action? onceStarted = null)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        var consuming = topic.Group("app").ConsumeAsync(
            (message, _) =>
            {
                handled.Add(BitConverter.ToInt32(message.Envelope.Span));
                return handled.Count == total ? stop.CancelAsync() : Task.CompletedTask;
            }, stop.Token, CancellationToken.None);
        onceStarted?.Invoke();
        await consuming;
    }
}
