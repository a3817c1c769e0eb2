using SharedSequencer.Messages;
using SharedSequencer.Ordering.Queue;
using static SharedSequencer.Ordering.Tests.Queue.QueueSamples;

namespace SharedSequencer.Ordering.Tests.Queue;

public sealed class QueueTurnsTests
{
    private static readonly CancellationToken Never = CancellationToken.None;
    private readonly InMemoryQueueStore _store = new();

    [Theory]
    [InlineData(SaveFault.Lost, AdmitVerdict.Admitted)]
    [InlineData(SaveFault.LandedUnseen, AdmitVerdict.AlreadyKnown)]
    internal async Task A_turn_that_was_cut_off_is_repeated_safely(SaveFault fault, AdmitVerdict repeated)
    {
        var turns = new QueueTurns(_store, Limits);
        _store.NextSave = fault;

        await Assert.ThrowsAsync<IOException>(() => turns.Admit(Request(1, 1), Never));
        var answer = await turns.Admit(Request(1, 1), Never);

        Assert.Equal(repeated, answer.Verdict);
        Assert.Equal(1, answer.Depth);
    }

    [Fact]
    public async Task What_a_late_write_of_a_former_owner_brings_back_the_next_notice_takes_out_again()
    {
        var turns = new QueueTurns(_store, Limits);
        await turns.Admit(Request(1, 1), Never);
        await turns.Admit(Request(1, 2), Never);
        var stale = _store.Stored.ToList();
        await turns.Order(Notice(1, (1, 2)), Never);
        stale.ForEach(value => _store.Stored[value.Key] = value.Value);

        var restarted = new QueueTurns(_store, Limits);

        Assert.Equal(2, (await restarted.Status(Never)).Batches);
        Assert.Equal(0, (await restarted.Order(Notice(2, (1, 2)), Never)).Batches);
    }

    [Fact]
    public async Task Lost_state_admits_what_the_validator_vouches_for()
    {
        var answer =
            await new QueueTurns(_store, Limits).Admit(Request(1, 7) with { PredecessorKnown = true }, Never);

        Assert.Equal(AdmitVerdict.Admitted, answer.Verdict);
    }

    [Fact]
    public async Task A_missing_segment_and_a_head_of_an_earlier_write_leave_a_working_queue()
    {
        var turns = new QueueTurns(_store, Limits);
        for (ulong sequence = 1; sequence <= 40; sequence++)
        {
            await turns.Admit(Request(1, sequence), Never);
        }

        _store.Stored.Remove("segment-1");
        var restarted = new QueueTurns(_store, Limits);

        Assert.Equal(24, (await restarted.Status(Never)).Batches);
        Assert.Equal(AdmitVerdict.Admitted, (await restarted.Admit(Request(1, 41), Never)).Verdict);
        Assert.Equal(0, (await restarted.Order(Notice(1, (1, 41)), Never)).Batches);
    }

    [Fact]
    public async Task State_of_another_network_is_void()
    {
        await new QueueTurns(_store, Limits).Admit(Request(1, 1), Never);

        var answer =
            await new QueueTurns(_store, Limits).Admit(Request(1, 1) with { Network = "0xother" }, Never);

        Assert.Equal((AdmitVerdict.Admitted, 1), (answer.Verdict, answer.Depth));
    }

    [Fact]
    public async Task No_stored_value_holds_a_json_number()
    {
        var turns = new QueueTurns(_store, Limits);
        await turns.Admit(
            Request(1, ulong.MaxValue) with { PredecessorKnown = true, NotAfter = ulong.MaxValue }, Never);
        await turns.Order(Notice(ulong.MaxValue - 2_000, (2, ulong.MaxValue)), Never);

        Assert.DoesNotContain(
            _store.Stored.Values, text => System.Text.RegularExpressions.Regex.IsMatch(text, @":\s*\d"));
        Assert.Equal(1, (await new QueueTurns(_store, Limits).Status(Never)).Batches);
    }
}
