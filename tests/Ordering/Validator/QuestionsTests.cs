using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SharedSequencer.Ordering.Peers;
using SharedSequencer.Ordering.Tests.Journal;
using SharedSequencer.Ordering.Validator;
using SharedSequencer.Protocol;
using SharedSequencer.Testing;

namespace SharedSequencer.Ordering.Tests.Validator;

/// <summary>One validator of four, and what it is asked for.</summary>
public sealed class QuestionsTests
{
    private static readonly CancellationToken Never = TestContext.Current.CancellationToken;
    private readonly FakeTimeProvider _time = new(SampleNetwork.Start + TimeSpan.FromSeconds(1));
    private readonly TestCommittee _committee = new(1, 1, 1, 1);

    [Fact]
    public async Task What_a_question_may_ask_much_for_is_left_to_others_than_the_loop()
    {
        await using var database = await JournalDatabase.Create(Never);
        using var room = new PeerRoom(1024 * 1024);
        var leader = _committee.Genesis.Committee.Leader(new View(1)).Value;
        var seat = new ValidatorSeat(_committee.Genesis, _committee.Signers[leader]);
        await using var validator = await RunningValidator.Start(database, seat, _time);
        await Eventually.HoldsAsync(() => Tick() && Said<PeerMessage.Proposed>(validator).Any(), "a proposal", Never);
        var proposed = Said<PeerMessage.Proposed>(validator).First();
        var batch = _committee.Batches.Next(Lane.Shared, ChainTime.From(_time.GetUtcNow()), [new byte[] { 1 }]);

        await Hear(new PeerMessage.BatchBody(batch));
        await Hear(new PeerMessage.BatchesWanted([batch.Digest]));
        await Hear(new PeerMessage.BlockWanted(proposed.Proposal.Block.Hash));
        await Hear(new PeerMessage.Status(default, default, null, Asks: true, Life: 1));

        await Eventually.HoldsAsync(
            () => validator.Network.Answers.OfType<PeerMessage.Status>().Any(), "all questions are heard", Never);
        Assert.Equal(batch.Digest, Assert.Single(validator.Network.Answers.OfType<PeerMessage.BatchBody>()).Batch.Digest);
        Assert.Contains(validator.Network.Answers, answer => answer is PeerMessage.Proposed { Proposal: var given }
            && given.Block.Hash == proposed.Proposal.Block.Hash);
        Assert.DoesNotContain(
            Said<PeerMessage.BatchBody>(validator), said => said.Batch.Digest == batch.Digest);

        async Task Hear(PeerMessage message) => await validator.Loop.Take(
            new PeerInput(new ValidatorIndex((ushort)((leader + 1) % 4)), message, 1, await room.Take(1, Never)), Never);
    }

    [Fact]
    public async Task Who_asks_for_blocks_in_vain_is_not_ready_and_says_which()
    {
        await using var database = await JournalDatabase.Create(Never);
        using var room = new PeerRoom(1024 * 1024);
        await using var validator = await RunningValidator.Start(
            database, new ValidatorSeat(_committee.Genesis, _committee.Signers[0]), _time);
        var check = new ValidatorCheck(validator.Chain, validator.Session, validator.Gate, validator.Unanswered);
        Assert.Equal(HealthStatus.Healthy, (await check.CheckHealthAsync(new HealthCheckContext(), Never)).Status);

        await Eventually.HoldsAsync(
            async cancel =>
            {
                var ahead = new PeerMessage.Status(new Height(100), new View(100), null, Asks: false, Life: 0);
                await validator.Loop.Take(new PeerInput(new ValidatorIndex(1), ahead, 1, await room.Take(1, cancel)), cancel);
                _time.Advance(TimeSpan.FromMilliseconds(500));
                return validator.Unanswered.First is not null;
            },
            "it is noticed",
            Never);

        var answer = await check.CheckHealthAsync(new HealthCheckContext(), Never);
        Assert.Equal((HealthStatus.Unhealthy, "Others are ahead and nobody gives block 1."), (answer.Status, answer.Description));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(validator.Unanswered.First);
    }

    [Fact]
    public void Who_gets_blocks_however_slowly_does_not_ask_in_vain()
    {
        var unanswered = new UnansweredBlocks(_time, NullLogger<UnansweredBlocks>.Instance);
        for (var height = 1UL; height < 200; height++)
        {
            unanswered.Ask(new Height(height / 10));
            _time.Advance(TimeSpan.FromSeconds(5));
            Assert.Null(unanswered.First);
        }
    }

    private static IEnumerable<T> Said<T>(RunningValidator validator) => validator.Network.Messages.OfType<T>();

    private bool Tick()
    {
        _time.Advance(TimeSpan.FromMilliseconds(10));
        return true;
    }
}
