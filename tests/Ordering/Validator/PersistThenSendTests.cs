using Microsoft.Extensions.Time.Testing;
using SharedSequencer.Ordering.Peers;
using SharedSequencer.Ordering.Tests.Journal;
using SharedSequencer.Ordering.Validator;
using SharedSequencer.Protocol;
using SharedSequencer.Testing;

namespace SharedSequencer.Ordering.Tests.Validator;

/// <summary>One validator of four, whose journal the test holds back (R19).</summary>
public sealed class PersistThenSendTests
{
    private static readonly CancellationToken Never = TestContext.Current.CancellationToken;
    private readonly FakeTimeProvider _time = new(SampleNetwork.Start + TimeSpan.FromSeconds(1));
    private readonly TestCommittee _committee = new(1, 1, 1, 1);

    [Fact]
    public async Task A_proposal_leaves_only_after_it_is_in_the_journal()
    {
        await using var database = await JournalDatabase.Create(Never);
        HeldJournal? held = null;
        var leader = _committee.Genesis.Committee.Leader(new View(1));
        await using var validator = await RunningValidator.Start(
            database, SeatOf(leader.Value), _time, journal => held = new HeldJournal(journal));
        await Eventually.HoldsAsync(
            () => Tick() && held!.Arrived == 1, "the first round waits for the journal", Never);
        var before = validator.Network.Messages;

        held!.Let(1_000);
        await Eventually.HoldsAsync(
            () => Tick() && validator.Network.Messages.OfType<PeerMessage.Voted>().Any(), "the first vote", Never);

        Assert.DoesNotContain(before, message => message is PeerMessage.Proposed or PeerMessage.Voted);
        Assert.Single(validator.Network.Messages.OfType<PeerMessage.Proposed>());
        Assert.True(await database.Count("proposals", Never) > 0);
        Assert.True(await database.Count("votes", Never) > 0);
    }

    /// <summary>What it says leaves at the end of a round: one that never ended would silence whoever is behind.</summary>
    [Fact]
    public async Task A_round_ends_although_more_is_waiting()
    {
        await using var database = await JournalDatabase.Create(Never);
        HeldJournal? held = null;
        await using var validator = await RunningValidator.Start(
            database, SeatOf(0), _time, journal => held = new HeldJournal(journal));
        var most = RunningValidator.Options.MaxRoundInputs;
        using var room = new PeerRoom(64 * 1024 * 1024);

        for (var sent = 0; sent <= 2 * most; sent++)
        {
            var batch = _committee.Batches.Next(Lane.Shared, ChainTime.From(_time.GetUtcNow()), [new byte[] { 1 }]);
            var share = await room.Take(1, Never);
            var body = new PeerMessage.BatchBody(batch);
            await validator.Loop.Take(new PeerInput(new ValidatorIndex(2), body, batch.Size, share), Never);
        }

        for (var round = 1; await database.Count("batches", Never) == 0; round++)
        {
            await Eventually.HoldsAsync(() => held!.Arrived >= round, $"round {round} comes to its commit", Never);
            held!.Let();
            await Eventually.HoldsAsync(() => held!.Arrived > round, "the next one too", Never);
        }

        Assert.InRange(await database.Count("batches", Never), 1, most);
        held!.Let(1_000);
    }

    [Fact]
    public async Task An_acknowledgement_leaves_only_after_it_is_in_the_journal()
    {
        await using var database = await JournalDatabase.Create(Never);
        HeldJournal? held = null;
        await using var validator = await RunningValidator.Start(
            database, SeatOf(0), _time, journal => held = new HeldJournal(journal));
        var batch = _committee.Batches.Next(Lane.Shared, ChainTime.From(_time.GetUtcNow()), [new byte[] { 1 }]);
        using var room = new PeerRoom(1024 * 1024);

        await validator.Loop.Take(
            new PeerInput(new ValidatorIndex(2), new PeerMessage.BatchBody(batch), batch.Size, await room.Take(1, Never)),
            Never);
        await Eventually.HoldsAsync(() => held!.Arrived == 1, "the batch waits for the journal", Never);
        Assert.Empty(validator.Network.Messages.OfType<PeerMessage.Acknowledged>());
        held!.Let(1_000);

        await Eventually.HoldsAsync(
            () => validator.Network.Messages.OfType<PeerMessage.Acknowledged>().Any(), "the acknowledgement", Never);
        Assert.Equal(1, await database.Count("batches where arrival is not null", Never));
    }

    /// <summary>It reaches others in a certificate without having been sent.</summary>
    [Fact]
    public async Task An_acknowledgement_of_a_batch_from_an_own_ingress_is_known_when_it_comes_back()
    {
        await using var database = await JournalDatabase.Create(Never);
        await using var validator = await RunningValidator.Start(database, SeatOf(0), _time);
        var batch = _committee.Batches.Next(Lane.Shared, ChainTime.From(_time.GetUtcNow()), [new byte[] { 1 }]);

        await validator.Submit(batch);

        Assert.Empty(validator.Network.Messages.OfType<PeerMessage.Acknowledged>());
        Assert.Equal(batch.Digest, Assert.Single(validator.Network.Expected).Batch);
    }

    [Fact]
    public async Task A_restart_says_the_same_again()
    {
        await using var database = await JournalDatabase.Create(Never);
        var leader = _committee.Genesis.Committee.Leader(new View(1)).Value;
        Vote first;
        await using (var validator = await RunningValidator.Start(database, SeatOf(leader), _time))
        {
            await Eventually.HoldsAsync(
                () => Tick() && validator.Network.Messages.OfType<PeerMessage.Voted>().Any(), "the first vote", Never);
            first = validator.Network.Messages.OfType<PeerMessage.Voted>().First().Vote;
        }

        await using var again = await RunningValidator.Start(database, SeatOf(leader), _time);

        await Eventually.HoldsAsync(
            () => Tick() && again.Network.Messages.OfType<PeerMessage.Voted>().Any(said => said.Vote == first),
            "the vote again",
            Never);
        Assert.Contains(again.Network.Messages.OfType<PeerMessage.Proposed>(), said => said.Proposal.Block.Hash == first.Block);
    }

    private ValidatorSeat SeatOf(int seat) => new(_committee.Genesis, _committee.Signers[seat]);

    private bool Tick()
    {
        _time.Advance(TimeSpan.FromMilliseconds(10));
        return true;
    }
}
