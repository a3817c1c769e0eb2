using Npgsql;
using SharedSequencer.Ordering.Journal;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;
using SharedSequencer.Testing;

namespace SharedSequencer.Ordering.Tests.Journal;

/// <summary>What a validator among others writes down and finds again (R19).</summary>
public sealed class CommitteeJournalTests
{
    private static readonly CancellationToken Never = TestContext.Current.CancellationToken;
    private static readonly Hash256 Block = Keccak256.Hash([1]);
    private readonly TestCommittee _committee = new(1, 1, 1, 1);

    private JournalOwner Owner => new(_committee.Genesis.NetworkId, _committee.Signers[0].Key.Address);

    [Fact]
    public async Task What_was_said_in_views_after_the_last_final_block_is_found_again()
    {
        await using var database = await JournalDatabase.Create(Never);
        var journal = await Open(database);
        var notarization = _committee.Decide(VoteKind.Notarize, 3, Block, 3);
        var proposal = _committee.Propose(5, notarization, _committee.Certify(_committee.Batch(Lane.Of(new RollupId(1)), [1]), 3));
        var write = new JournalWrite(default);
        write.Votes.Add(_committee.Vote(VoteKind.Notarize, 3, Block, 0));
        write.Votes.Add(_committee.Vote(VoteKind.Finalize, 3, Block, 0));
        write.Certificates.Add(notarization);
        write.Proposals.Add(proposal);
        await journal.Commit(write, Never);
        await journal.Commit(write, Never);

        var recovered = await Recover(database);

        Assert.Equal(write.Votes, recovered.Votes);
        Assert.Equal(notarization.Encode(), Assert.Single(recovered.Certificates).Encode());
        Assert.Equal(proposal.Encode(), Assert.Single(recovered.Proposals).Encode());
        Assert.Null(recovered.Finalization);
    }

    [Fact]
    public async Task Another_proposal_in_a_view_is_a_contradiction_and_another_quorum_is_not()
    {
        await using var database = await JournalDatabase.Create(Never);
        var journal = await Open(database);
        await journal.Commit(Writing(_committee.Propose(1, null), _committee.Decide(VoteKind.Notarize, 3, Block, 3)), Never);

        await journal.Commit(Writing(_committee.Propose(1, null), _committee.Decide(VoteKind.Notarize, 3, Block, 4)), Never);

        var other = _committee.Propose(1, null, _committee.Certify(_committee.Batch(Lane.Of(new RollupId(1)), [1]), 3));
        await Assert.ThrowsAsync<JournalConflictException>(() => journal.Commit(Writing(other, null), Never));
        await Assert.ThrowsAsync<JournalConflictException>(() => journal.Commit(
            Writing(null, _committee.Decide(VoteKind.Notarize, 3, Keccak256.Hash([9]), 3)), Never));
    }

    [Fact]
    public async Task A_body_without_an_acknowledgement_may_get_one_and_then_keeps_it()
    {
        await using var database = await JournalDatabase.Create(Never);
        var journal = await Open(database);
        var batch = _committee.Batch(Lane.Of(new RollupId(1)), [1]);
        var own = _committee.Acknowledge(batch, 0);
        await journal.Commit(Holding(batch, null), Never);
        Assert.Null(Assert.Single((await Recover(database)).Batches).Own);

        var both = Holding(batch, null);
        both.Add(batch, own);
        await journal.Commit(both, Never);
        await journal.Commit(Holding(batch, null), Never);
        await journal.Commit(Holding(batch, own), Never);

        Assert.Equal(own, Assert.Single((await Recover(database)).Batches).Own);
        var later = Acknowledgement.Sign(
            batch, Owner.Network, _committee.Signers[0], new ChainTime(own.Arrival.Milliseconds + 1));
        await Assert.ThrowsAsync<JournalConflictException>(() => journal.Commit(Holding(batch, later), Never));
    }

    [Fact]
    public async Task A_journal_made_after_a_loss_says_so_over_restarts_until_the_validator_has_returned()
    {
        await using var database = await JournalDatabase.Create(Never);
        var lost = new JournalOptions { Init = true, Lost = true };
        await Assert.ThrowsAsync<JournalMissingException>(
            () => JournalOpening.Open(database, Owner, new JournalOptions { Lost = true }, Never));

        Assert.True((await JournalOpening.Open(database, Owner, lost, Never)).Abstaining);
        var opened = await JournalOpening.Open(database, Owner, new JournalOptions(), Never);
        Assert.True(opened.Abstaining);
        await new PostgresJournal(database, opened.Fence).Commit(new JournalWrite(default) { Returns = true }, Never);

        Assert.False((await JournalOpening.Open(database, Owner, lost, Never)).Abstaining);
    }

    [Fact]
    public async Task Evidence_is_kept_once_and_read_in_the_order_of_its_finding()
    {
        await using var database = await JournalDatabase.Create(Never);
        var journal = await Open(database);
        var proofs = new PeerSamples().Evidence;
        foreach (var proof in proofs.Concat(proofs))
        {
            await journal.Commit(Accusing([proof]), Never);
        }

        var all = await new JournalEvidence(database).Read(0, 100, Never);

        Assert.Equal(proofs, all.Select(found => found.Evidence));
        Assert.Equal(all.Skip(2), await new JournalEvidence(database).Read(all[1].Number, 100, Never));
    }

    [Fact]
    public async Task Who_breaks_the_protocol_a_thousand_times_leaves_room_for_proofs_against_others()
    {
        await using var database = await JournalDatabase.Create(Never);
        var journal = await Open(database);
        await journal.Commit(Accusing([.. Enumerable.Range(1, 1_000).Select(view => Contradiction((ulong)view, seat: 1))]), Never);

        var other = Contradiction(7, seat: 2);
        await journal.Commit(Accusing([other]), Never);

        var all = await new JournalEvidence(database).Read(0, 2_000, Never);
        Assert.Equal(17, all.Count);
        Assert.Equal(other, all[^1].Evidence);
    }

    private Evidence.Votes Contradiction(ulong view, int seat) => new Evidence.Votes(
        _committee.Vote(VoteKind.Finalize, view, Block, seat), _committee.Vote(VoteKind.Nullify, view, default, seat));

    private JournalWrite Accusing(IReadOnlyList<Evidence> proofs)
    {
        var write = new JournalWrite(default);
        write.Evidence.AddRange(proofs.Select(proof => (proof, proof.OffenderOf(_committee.Genesis))));
        return write;
    }

    private static JournalWrite Writing(Proposal? proposal, QuorumCertificate? notarization)
    {
        var write = new JournalWrite(default);
        write.Proposals.AddRange(proposal is null ? [] : [proposal]);
        write.Certificates.AddRange(notarization is null ? [] : [notarization]);
        return write;
    }

    private static JournalWrite Holding(Batch batch, Acknowledgement? own)
    {
        var write = new JournalWrite(default);
        write.Add(batch, own);
        return write;
    }

    private async Task<PostgresJournal> Open(NpgsqlDataSource database)
    {
        var opened = await JournalOpening.Open(database, Owner, new JournalOptions { Init = true }, Never);
        return new PostgresJournal(database, opened.Fence);
    }

    private Task<RecoveredCore> Recover(NpgsqlDataSource database) =>
        new JournalRecovery(database, _committee.Genesis, default).Recover(Never);
}
