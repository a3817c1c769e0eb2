using System.Diagnostics;
using Microsoft.Extensions.Time.Testing;
using SharedSequencer.Ordering.Tests.Journal;
using SharedSequencer.Ordering.Validator;
using SharedSequencer.Protocol;
using SharedSequencer.Testing;

namespace SharedSequencer.Ordering.Tests.Validator;

public sealed class BatchTracesTests
{
    private readonly FakeTimeProvider _time = new(SampleNetwork.Start + TimeSpan.FromSeconds(1));
    private readonly SampleNetwork _network = new();

    private static CancellationToken Never => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_batch_sent_again_after_it_is_final_leaves_no_trace_behind()
    {
        await using var database = await JournalDatabase.Create(Never);
        await using var validator = await RunningValidator.Start(database, _network, _time);
        using var activity = new Activity("test").Start();
        var batch = _network.Registration(_time);
        await validator.Submit(batch);
        _time.Advance(ProtocolDefaults.Heartbeat);
        await Eventually.HoldsAsync(() => validator.Chain.HasPassed(batch.Header), "the batch is final", Never);

        Assert.Equal(SubmitResult.Durable, await validator.Submit(batch));

        Assert.Equal(0, validator.Traces.Count);
    }

    [Fact]
    public async Task A_batch_whose_life_ended_is_forgotten()
    {
        await using var database = await JournalDatabase.Create(Never);
        await using var validator = await RunningValidator.Start(database, _network, _time);
        await Eventually.HoldsAsync(() => validator.Delivered.Count == 1, "the first block", Never);
        var traces = new BatchTraces(_time);
        var parent = new ActivityContext(
            ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded);
        traces.Begin(_network.Transfers(_time), parent);
        traces.End(validator.Delivered[0].Block);
        Assert.Equal((1, 0), (traces.Count, traces.Searches));
        _time.Advance(TimeSpan.FromMinutes(11));
        await Eventually.HoldsAsync(() => validator.Delivered.Count == 2, "a later block", Never);

        traces.End(validator.Delivered[1].Block);
        traces.End(validator.Delivered[1].Block);

        Assert.Equal((0, 1), (traces.Count, traces.Searches));
    }
}
