using System.Collections.Concurrent;
using Npgsql;
using SharedSequencer.Messages;
using SharedSequencer.Ordering.Dispatch;
using SharedSequencer.Ordering.Journal;
using SharedSequencer.Ordering.Tests.Delivery;
using SharedSequencer.Ordering.Tests.Journal;
using SharedSequencer.Ordering.Tests.Validator;
using SharedSequencer.Ordering.Validator;
using SharedSequencer.Protocol;
using SharedSequencer.Testing;

namespace SharedSequencer.Ordering.Tests.Dispatch;

/// <summary>Dispatch of blocks that a real journal holds, to queues that answer as the test says.</summary>
public sealed class DispatcherTests
{
    private static readonly CancellationToken Never = TestContext.Current.CancellationToken;
    private static readonly DispatchOptions Options = new() { RetryMs = 1, MarkEveryMs = 10 };
    private readonly SampleNetwork _network = new();
    private readonly StubQueueDoor _queues = new();
    private readonly ConcurrentQueue<(Lane Lane, OrderedNotice Notice)> _told = new();

    [Fact]
    public async Task A_queue_that_does_not_answer_is_told_again_and_the_mark_waits_for_it()
    {
        await using var database = await JournalDatabase.Create(Never);
        await using var validator = await Ordered(database);
        var refusals = 3;
        _queues.Told = (lane, notice) =>
        {
            _told.Enqueue((lane, notice));
            return Task.FromResult(lane.IsShared || Interlocked.Decrement(ref refusals) < 0);
        };
        using var dispatcher = await Start(database, validator);

        await Eventually.HoldsAsync(
            () => _told.Count(call => !call.Lane.IsShared) == 4, "the fourth call", Never);
        await Eventually.HoldsAsync(
            async stop => await validator.Session.Read(Watermark.Dispatched, stop) >= LastOrdered(validator),
            "the mark",
            Never);

        Assert.Equal(1, _told.Count(call => call.Lane.IsShared));
        Assert.Equal(2UL, _told.Last(call => !call.Lane.IsShared).Notice.Last.Single().Sequence);
        await dispatcher.StopAsync(Never);
    }

    [Fact]
    public async Task After_a_restart_only_what_was_not_told_is_told()
    {
        await using var database = await JournalDatabase.Create(Never);
        await using var validator = await Ordered(database);
        await validator.Session.Mark(
            Watermark.Dispatched, new Height(LastOrdered(validator).Value - 1), Never);
        _queues.Told = (lane, notice) =>
        {
            _told.Enqueue((lane, notice));
            return Task.FromResult(true);
        };

        using var dispatcher = await Start(database, validator);

        await Eventually.HoldsAsync(() => !_told.IsEmpty, "a call", Never);
        await dispatcher.StopAsync(Never);
        var (lane, notice) = Assert.Single(_told);
        Assert.Equal(Lane.Of(_network.Rollup), lane);
        Assert.Equal(LastOrdered(validator).Value, notice.Height);
    }

    private static Height LastOrdered(RunningValidator validator) =>
        validator.Delivered.Last(block => block.Block.Certificates.Count > 0).Header.Height;

    private async Task<Dispatcher> Start(NpgsqlDataSource database, RunningValidator validator)
    {
        var dispatcher = new Dispatcher(
            new DispatchBoard(), _queues, validator.Session, new JournalBlocks(database),
            new BatchTraces(TimeProvider.System), Options, TimeProvider.System);
        await dispatcher.Recover(validator.Chain.Final, Never);
        await dispatcher.StartAsync(Never);
        return dispatcher;
    }

    /// <summary>
    /// A validator that has ordered a registration and, in two blocks, two batches of the rollup.
    /// </summary>
    private async Task<RunningValidator> Ordered(NpgsqlDataSource database)
    {
        var validator = await RunningValidator.Start(database, _network, TimeProvider.System);
        foreach (var make in new Func<Batch>[]
        {
            () => _network.Registration(TimeProvider.System),
            () => _network.Transfers(TimeProvider.System),
            () => _network.Transfers(TimeProvider.System),
        })
        {
            var batch = make();
            await validator.Submit(batch);
            await Eventually.HoldsAsync(
                () => validator.Chain.HasPassed(batch.Header), "the batch is final", Never);
        }

        return validator;
    }
}
