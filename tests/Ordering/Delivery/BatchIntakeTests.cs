using Microsoft.Extensions.Time.Testing;
using SharedSequencer.Messages;
using SharedSequencer.Ordering.Chain;
using SharedSequencer.Ordering.Delivery;
using SharedSequencer.Ordering.Queue;
using SharedSequencer.Ordering.Validator;
using SharedSequencer.Protocol;
using SharedSequencer.Testing;

namespace SharedSequencer.Ordering.Tests.Delivery;

public sealed class BatchIntakeTests : IBatchSubmission
{
    private static readonly CancellationToken Never = TestContext.Current.CancellationToken;
    private static readonly FakeTimeProvider Time = new(SampleNetwork.Start);
    private readonly TestChain _known = new TestChain(new TestNetwork(1)).Register();
    private readonly SampleNetwork _network = new();
    private readonly FinalChain _chain = new();
    private readonly StubQueueDoor _queues = new();
    private readonly List<Batch> _submitted = [];
    private readonly ArrivalBoard _arrivals = new(maxExpected: 10, Time);

    public BatchIntakeTests() => _chain.Start(new RecoveredCore { Final = _known.Core.Final });

    private BatchIntake Intake => new(_chain, _queues, this, _arrivals, new QueueOptions());

    [Fact]
    public async Task An_admitted_batch_goes_to_the_validator()
    {
        var batch = _network.Transfers(Time);

        Assert.Equal(DeliveryOutcome.Accepted, await Intake.Take(batch.Encoded, Never));
        Assert.Equal(batch.Digest, Assert.Single(_submitted).Digest);
    }

    [Fact]
    public async Task A_repeat_goes_to_the_validator_again_because_the_first_may_have_died_in_between()
    {
        _queues.Verdict = _ => AdmitVerdict.AlreadyKnown;

        Assert.Equal(DeliveryOutcome.Accepted, await Intake.Take(_network.Transfers(Time).Encoded, Never));
        Assert.Single(_submitted);
    }

    [Theory]
    [InlineData(AdmitVerdict.Full, nameof(DeliveryOutcome.Full))]
    [InlineData(AdmitVerdict.Expired, nameof(DeliveryOutcome.Expired))]
    [InlineData(AdmitVerdict.Inactive, nameof(DeliveryOutcome.Inactive))]
    [InlineData(AdmitVerdict.Conflicting, nameof(DeliveryOutcome.Conflicting))]
    [InlineData(null, nameof(DeliveryOutcome.QueueUnreachable))]
    public async Task What_the_queue_does_not_take_stops_there(AdmitVerdict? verdict, string outcome)
    {
        _queues.Verdict = _ => verdict;

        Assert.Equal(outcome, (await Intake.Take(_network.Transfers(Time).Encoded, Never)).ToString());
        Assert.Empty(_submitted);
    }

    [Fact]
    public async Task A_batch_that_overtook_its_predecessor_waits_for_it()
    {
        var first = _network.Transfers(Time);
        var second = _network.Transfers(Time);
        var firstIsIn = false;
        _queues.Verdict = request => request.Sequence == 1 || firstIsIn
            ? AdmitVerdict.Admitted
            : AdmitVerdict.UnknownPredecessor;
        var overtaking = Intake.Take(second.Encoded, Never);
        Assert.False(overtaking.IsCompleted);

        firstIsIn = true;
        Assert.Equal(DeliveryOutcome.Accepted, await Intake.Take(first.Encoded, Never));

        Assert.Equal(DeliveryOutcome.Accepted, await overtaking);
        Assert.Equal(2, _submitted.Count);
    }

    [Fact]
    public async Task A_predecessor_that_came_while_the_queue_was_asked_is_not_missed()
    {
        var first = _network.Transfers(Time);
        var second = _network.Transfers(Time);
        var asked = 0;
        _queues.Verdict = _ =>
        {
            if (asked++ > 0) return AdmitVerdict.Admitted;
            _arrivals.Announce(first.Digest);
            return AdmitVerdict.UnknownPredecessor;
        };

        Assert.Equal(DeliveryOutcome.Accepted, await Intake.Take(second.Encoded, Never));
    }

    [Fact]
    public async Task A_predecessor_that_does_not_come_is_not_waited_for_for_long()
    {
        _network.Transfers(Time);
        _queues.Verdict = _ => AdmitVerdict.UnknownPredecessor;
        var taking = Intake.Take(_network.Transfers(Time).Encoded, Never);

        Time.Advance(new QueueOptions().PredecessorWait);

        Assert.Equal(DeliveryOutcome.UnknownPredecessor, await taking);
    }

    [Fact]
    public async Task Bytes_that_are_no_batch_of_this_network_or_not_signed_by_the_ingress_are_malformed()
    {
        var batch = _network.Transfers(Time).Encoded.ToArray();
        var foreign = new BatchStream(new NetworkId(default), _network.IngressKey)
            .Next(new Lane(1), ChainTime.From(Time.GetUtcNow()), [_network.Transfer()]);
        batch[^5] ^= 1;

        Assert.Equal(DeliveryOutcome.Malformed, await Intake.Take(new byte[] { 1, 2, 3 }, Never));
        Assert.Equal(DeliveryOutcome.Malformed, await Intake.Take(foreign.Encoded, Never));
        Assert.Equal(DeliveryOutcome.Malformed, await Intake.Take(batch, Never));
    }

    [Fact]
    public async Task An_unknown_ingress_and_an_unregistered_rollup_are_inactive()
    {
        var now = ChainTime.From(Time.GetUtcNow());
        var stranger = new BatchStream(_network.Genesis.NetworkId, TestNetwork.Key("stranger"))
            .Next(new Lane(1), now, [_network.Transfer()]);
        var nowhere = new BatchStream(_network.Genesis.NetworkId, _network.IngressKey)
            .Next(new Lane(77), now, [_network.Transfer()]);

        Assert.Equal(DeliveryOutcome.Inactive, await Intake.Take(stranger.Encoded, Never));
        Assert.Equal(DeliveryOutcome.Inactive, await Intake.Take(nowhere.Encoded, Never));
        Assert.Empty(_submitted);
    }

    Task<SubmitResult> IBatchSubmission.Submit(Batch batch, CancellationToken cancel)
    {
        _submitted.Add(batch);
        return Task.FromResult(SubmitResult.Durable);
    }
}
